"""Random valid requests, crowded around every limit, because that is where two readings part.

`requests(seed, count)` yields `{"inputs": …}`: mostly patients who pass the early gates and so
reach the deep rows, some uniform nonsense. `courses(seed, count)` yields bodies of the course.
Only `random.Random(seed)` is used, so a failure can be called up again by its seed.
"""

from datetime import date, timedelta
from random import Random

MONTH_DAYS = 365.25 / 12

CODES = {
    "sex": ("female", "male"),
    "pregnancy": ("none", "pregnant", "planning", "breastfeeding"),
    "kidney": ("native", "transplant", "dialysis"),
    "histology": ("fsgs", "minimal_change", "other", "not_done"),
    "secondary_causes": ("excluded", "present", "not_assessed"),
    "genetic_result": ("no_pathogenic_variant", "pathogenic_variant", "pending", "not_tested"),
    "nephrotic_syndrome_ever": ("yes", "no"),
    "foot_process_effacement": ("diffuse", "segmental", "unknown"),
    "creatinine_trend": ("rising", "stable", "falling"),
    "steroid_dose_adequacy": ("adequate", "inadequate"),
    "steroid_tolerance": ("tolerated", "not_tolerated", "contraindicated"),
    "steroid_resistance": ("confirmed_elsewhere",),
    "cni_status": ("never", "taking", "tapering", "stopped"),
    "cni_drug": ("ciclosporin", "tacrolimus"),
    "cni_formulation": (
        "ciclosporin_modified",
        "ciclosporin_unmodified",
        "tacrolimus_immediate",
        "tacrolimus_prolonged",
        "tacrolimus_extended",
    ),
    "cni_exposure": ("at_target", "below_target", "above_target", "unknown"),
    "cni_tolerance": ("tolerated", "not_tolerated"),
    "cni_dose_reduced_for_creatinine": ("yes", "no"),
    "best_response_on_cni": ("none", "partial", "complete"),
    "gums_hair": ("none", "cosmetic", "gum_overgrowth_hinders_eating"),
    "tma_signs": ("none", "falling_platelets_and_haemolysis"),
    "infection": ("none", "minor", "treated", "severe"),
}
LISTS = {
    "cni_barriers": (
        "uncontrolled_hypertension",
        "active_infection",
        "malignancy",
        "uncontrolled_seizures",
        "hyperkalaemia",
    ),
    "patient_factors": (
        "diabetes",
        "prediabetes",
        "obesity",
        "dyslipidaemia",
        "gum_disease",
        "cosmetic_concern",
        "statin",
    ),
    "tried": (
        "other_cni",
        "mycophenolate_dexamethasone",
        "mycophenolate",
        "rituximab",
        "acth",
        "cyclophosphamide",
        "plasma_exchange",
    ),
    "supportive_care": ("blood_pressure_control", "ras_blockade", "lipid_management", "oedema_management"),
    "neurological": ("tremor", "headache", "paraesthesia", "seizure", "visual_loss", "confusion"),
    # Only the codes that the contract spells out.
    "medicines": (
        "ketoconazole",
        "itraconazole",
        "voriconazole",
        "fluconazole",
        "clarithromycin",
        "erythromycin",
        "ritonavir",
        "diltiazem",
        "verapamil",
        "rifampicin",
        "carbamazepine",
        "phenobarbital",
        "phenytoin",
        "st_johns_wort",
        "mycophenolate",
        "cyclophosphamide",
        "sparsentan",
        "ace_inhibitor",
        "arb",
        "sglt2_inhibitor",
        "spironolactone",
        "trimethoprim",
        "nsaid",
    ),
}

# What one canonical unit is in each unit. HbA1c has an offset and stands apart.
PROTEINURIA_UNITS = {"g/g": 1, "mg/g": 1000, "mg/mmol": 1000 / 8.84, "g/(24.h)": 1, "mg/(24.h)": 1000}
WEEK_UNITS = {"wk": 1, "d": 7, "mo": 7 / MONTH_DAYS}
UNITS = {
    "age": {"a": 1, "mo": 12},
    "weight": {"kg": 1, "[lb_av]": 1 / 0.45359237},
    "height": {"cm": 1, "m": 0.01, "[in_i]": 1 / 2.54},
    "proteinuria": PROTEINURIA_UNITS,
    "proteinuria_baseline": PROTEINURIA_UNITS,
    "proteinuria_nadir": PROTEINURIA_UNITS,
    "albumin": {"g/L": 1, "g/dL": 0.1},
    "creatinine": {"umol/L": 1, "mg/dL": 1 / 88.4},
    "creatinine_baseline": {"umol/L": 1, "mg/dL": 1 / 88.4},
    "steroid_weeks": WEEK_UNITS,
    "weeks_since_cni_stopped": WEEK_UNITS,
    "cni_months": {"mo": 1, "wk": MONTH_DAYS / 7, "a": 1 / 12},
    "cni_dose": {"mg/d": 1},
    "cni_trough": {"ng/mL": 1, "ug/L": 1, "nmol/L": 1},
    "cni_trough_hours": {"h": 1},
    "systolic": {"mm[Hg]": 1},
    "diastolic": {"mm[Hg]": 1},
    "potassium": {"mmol/L": 1},
    "magnesium": {"mmol/L": 1, "mg/dL": 2.4305},
    "glucose": {"mmol/L": 1, "mg/dL": 18.016},
    "hba1c": {"%": 1},
    "ldl": {"mmol/L": 1, "mg/dL": 38.67},
}
REFUSED_OUTSIDE = {
    "age": (0, 120),
    "weight": (2, 350),
    "height": (45, 250),
    "proteinuria": (0, 100),
    "proteinuria_baseline": (0, 100),
    "proteinuria_nadir": (0, 100),
    "albumin": (3, 70),
    "creatinine": (5, 3000),
    "creatinine_baseline": (5, 3000),
    "steroid_weeks": (0, 520),
    "weeks_since_cni_stopped": (0, 2600),
    "cni_months": (0, 600),
    "cni_dose": (0, 2000),
    "cni_trough": (0, 3000),
    "cni_trough_hours": (0, 48),
    "systolic": (40, 300),
    "diastolic": (20, 200),
    "potassium": (1, 10),
    "magnesium": (0.1, 5),
    "glucose": (0.5, 60),
    "hba1c": (3, 20),
    "ldl": (0.1, 25),
}
ABOVE_ZERO = ("proteinuria_baseline", "proteinuria_nadir")

# Canonical limits of the tables and of plausibility.
LIMITS = {
    "age": (1, 12, 17.5, 18, 18.5, 55),
    "weight": (3, 50, 70, 80, 100, 200),
    "albumin": (8, 30, 35, 55),
    "steroid_weeks": (0, 4, 6, 8, 16, 104),
    "weeks_since_cni_stopped": (0, 2),
    "cni_months": (0, 4, 6, 12, 24, 240),
    "cni_dose": (0, 2, 4, 8, 100, 200, 400),
    "cni_trough_hours": (10, 14, 22, 26),
    "systolic": (70, 120, 140, 180, 220),
    "diastolic": (40, 90, 120, 130),
    "potassium": (2.5, 5.0, 5.6, 6.0, 7),
    "magnesium": (0.3, 0.5, 0.7, 1.5),
    "glucose": (2, 5.6, 7.0, 30),
    "hba1c": (4, 5.7, 6.5, 15),
    "ldl": (0.5, 2.6, 4.9, 12),
}
# The proteinuria limits as each unit prints them, the ends of their 10 %, and plausibility.
PROTEINURIA_LIMITS = (0.02, 0.1, 0.18, 0.2, 0.22, 0.27, 0.3, 0.33, 1, 1.8, 2, 2.2, 3.15, 3.5, 3.85)
PRINTED_PER_GRAM = {"g/g": 1, "mg/g": 1000, "mg/mmol": 100, "g/(24.h)": 1, "mg/(24.h)": 1000}
PER_M2_LIMITS = (0.09, 0.1, 0.11, 0.9, 1, 1.1)

TROUGHS = {
    ("ciclosporin", False): (20, 60, 100, 150, 175),
    ("tacrolimus", False): (1, 5, 10),
    ("ciclosporin", True): (50, 83, 83.2, 125, 145.6, 146),
    ("tacrolimus", True): (6, 6.22, 12, 12.44),
}
FAR_TROUGHS = {
    ("ciclosporin", False): (300, 350, 600),
    ("tacrolimus", False): (20, 40),
    ("ciclosporin", True): (250, 292, 499.2),
    ("tacrolimus", True): (24, 49.76),
}
HARMLESS = {
    "systolic": (95, 119),
    "diastolic": (55, 79),
    "potassium": (3.6, 4.9),
    "magnesium": (0.72, 1.0),
    "glucose": (4.0, 5.5),
    "hba1c": (4.5, 5.6),
    "ldl": (1.5, 2.5),
    "creatinine_rise": (0.8, 1.19),
    "cni_months": (0, 36),
    "steroid_weeks": (0, 40),
    "weeks_since_cni_stopped": (0, 60),
    "cni_dose": (1, 400),
    "cni_trough_hours": (10, 14),
    "albumin": (15, 45),
    "weight": (8, 110),
    "age": (0, 80),
}

PASSES = {"kidney": "native", "histology": "fsgs", "secondary_causes": "excluded", "nephrotic_syndrome_ever": "yes"}


def requests(seed, count):
    random = Random(seed)
    for _ in range(count):
        inputs = nonsense(random) if random.random() < 0.08 else patient(random)
        yield {"inputs": shuffled(random, blurred(random, inputs))}


def shuffled(random, inputs):
    names = list(inputs)
    random.shuffle(names)
    return {name: inputs[name] for name in names}


def blurred(random, inputs):
    """Sometimes a few inputs are not known, said in each of the ways the contract allows."""
    if random.random() < 0.3:
        for name in random.sample(sorted(inputs), min(len(inputs), random.randint(1, 3))):
            if random.random() < 0.5:
                del inputs[name]
            else:
                inputs[name] = None if name not in CODES or random.random() < 0.5 else "unknown"
    return inputs


def nonsense(random):
    inputs = {}
    share = random.random()
    for name in CODES:
        if random.random() < share:
            inputs[name] = random.choice(CODES[name])
    for name in LISTS:
        if random.random() < share:
            inputs[name] = some_of(random, name)
    for name, (low, high) in REFUSED_OUTSIDE.items():
        if random.random() < share:
            value = random.choice((low, high, random.uniform(low, high), random.uniform(low, high)))
            inputs[name] = quantity(random, name, value)
    return inputs


def patient(random):
    status = random.choices(CODES["cni_status"], (27, 38, 17, 18))[0]
    inputs = {"cni_status": status, **body(random), **first_gates(random)}
    add_codes(random, inputs)
    inputs.update(urine(random, inputs))
    inputs.update(creatinine(random, inputs))
    add_steroid(random, inputs)
    if status != "never" or random.random() < 0.1:
        add_cni(random, inputs)
    if status in ("taking", "tapering") or random.random() < 0.1:
        add_checklist(random, inputs)
    if random.random() < 0.3:
        aim_deep(random, inputs)
    if status == "taking" and random.random() < 0.35:
        aim_at_titration(random, inputs)
    return inputs


def aim_deep(random, inputs):
    """The rows that chance alone seldom reaches: no response on a CNI, a child's weeks 4 to 6."""
    child = age_in_years(inputs) < 18
    if inputs["cni_status"] == "never":
        if child:
            inputs["proteinuria"] = {"value": tidy(random, random.uniform(0.2, 2)), "unit": "g/g"}
            inputs["steroid_weeks"] = quantity(random, "steroid_weeks", random.uniform(3.5, 6.5))
        return
    grams = random.uniform(2.1 if child else 3.6, 12)
    inputs["proteinuria"] = {"value": tidy_number(grams), "unit": "g/g"}
    inputs["proteinuria_baseline"] = compared(
        random, inputs["proteinuria"], random.uniform(0.7, 1.9), "proteinuria_baseline"
    )
    months = near(random, "cni_months") if random.random() < 0.4 else random.uniform(2, 9)
    inputs["cni_months"] = quantity(random, "cni_months", months)
    inputs["best_response_on_cni"] = random.choices(CODES["best_response_on_cni"], (8, 1, 1))[0]


def aim_at_titration(random, inputs):
    """A step of the dose needs a drug, its formulation, a dose and a trough that agree."""
    formulation = random.choice(CODES["cni_formulation"][:3])
    drug = formulation.split("_")[0]
    inputs.update(cni_drug=drug, cni_formulation=formulation, cni_tolerance="tolerated")
    inputs["cni_dose"] = around(random, "cni_dose")
    for name in ("cni_exposure", "cni_trough_hours"):
        if random.random() < 0.7:
            inputs.pop(name, None)
    add_trough(random, inputs)


def body(random):
    age = age_of(random)
    height = random.uniform(60, 170) if age < 18 else random.uniform(145, 195)
    weight = near(random, "weight") if random.random() < 0.3 else height**2 * 0.0022
    return {
        "age": quantity(random, "age", age),
        "sex": random.choice(CODES["sex"]),
        "height": quantity(random, "height", tidy(random, height)),
        "weight": quantity(random, "weight", tidy(random, weight)),
    }


def age_of(random):
    draw = random.random()
    if draw < 0.25:
        return stepped(random, random.choice(LIMITS["age"]))
    if draw < 0.27:
        return random.uniform(0, 1)
    if draw < 0.6:
        return tidy(random, random.uniform(1, 18))
    return tidy(random, random.uniform(18, 85))


def first_gates(random):
    gates = dict(PASSES)
    if random.random() < 0.15:
        broken = random.choice(sorted(PASSES))
        gates[broken] = random.choice(CODES[broken])
    if random.random() < 0.6:
        gates["genetic_result"] = random.choices(CODES["genetic_result"], (8, 1, 4, 4))[0]
    return gates


def add_codes(random, inputs):
    for name in ("foot_process_effacement", "pregnancy", "cni_drug", "cni_formulation"):
        if random.random() < 0.4:
            inputs[name] = random.choice(CODES[name])
    if "cni_drug" in inputs and random.random() < 0.8:
        inputs["cni_formulation"] = random.choice(
            [each for each in CODES["cni_formulation"] if each.startswith(inputs["cni_drug"])]
        )
    for name in ("patient_factors", "tried", "supportive_care", "medicines"):
        if random.random() < 0.35:
            inputs[name] = some_of(random, name)
    if random.random() < 0.85:
        inputs["cni_barriers"] = [] if random.random() < 0.8 else some_of(random, "cni_barriers")


def some_of(random, name):
    return random.sample(LISTS[name], random.choice((0, 1, 1, 1, 2, 2, 3, len(LISTS[name]))))


# Urine


def urine(random, inputs):
    child = age_in_years(inputs) < 18
    unit = random.choices(list(PROTEINURIA_UNITS), (4, 2, 4, 2, 1))[0]
    daily = unit.endswith("(24.h)")
    if child and daily and random.random() < 0.7:
        value = per_m2_limit(random, inputs) * PRINTED_PER_GRAM[unit]
    else:
        value = proteinuria_value(random, unit)
    found = {
        "proteinuria": {"value": clipped("proteinuria", tidy_number(value), unit), "unit": unit},
        "albumin": around(random, "albumin"),
    }
    if random.random() < 0.85:
        found["proteinuria_baseline"] = compared(
            random, found["proteinuria"], baseline_ratio(random), "proteinuria_baseline"
        )
    if random.random() < 0.4:
        found["proteinuria_nadir"] = compared(random, found["proteinuria"], nadir_ratio(random), "proteinuria_nadir")
    return found


def proteinuria_value(random, unit):
    draw = random.random()
    if draw < 0.45:
        limit = random.choice(PROTEINURIA_LIMITS) * PRINTED_PER_GRAM[unit]
        return stepped(random, limit, finest=True)
    if draw < 0.55 and unit == "mg/mmol":
        low, high = random.choice(((20, 22.63), (30, 33.94), (200, 226.3), (350, 396)))
        return random.uniform(low, high)
    low, high = random.choice(((0.01, 0.4), (0.3, 3.5), (2, 15)))
    return tidy(random, random.uniform(low, high)) * PROTEINURIA_UNITS[unit]


def per_m2_limit(random, inputs):
    height, weight = (inputs[name]["value"] / UNITS[name][inputs[name]["unit"]] for name in ("height", "weight"))
    area = int((height * weight / 3600) ** 0.5 * 1000 + 0.5) / 1000
    return stepped(random, random.choice(PER_M2_LIMITS) * area)


def baseline_ratio(random):
    """Proteinuria before over now: 2 is a fall of exactly 50 %."""
    exact = stepped(random, 2)
    return random.choice((exact, 2, random.uniform(0.8, 1.9), random.uniform(0.9, 1.6), random.uniform(2.1, 10)))


def nadir_ratio(random):
    return 1 / random.choice((1.5, stepped(random, 1.5), random.uniform(1, 4), 1))


def compared(random, now, ratio, name):
    """Another proteinuria at this ratio to `now`, in its unit or in another."""
    grams = now["value"] / PROTEINURIA_UNITS[now["unit"]]
    if random.random() < 0.65:
        value = tidy_number(now["value"] * ratio)
        return {"value": clipped(name, value, now["unit"]), "unit": now["unit"]}
    unit = random.choice(list(PROTEINURIA_UNITS))
    value = tidy_number(grams * ratio * PROTEINURIA_UNITS[unit])
    return {"value": clipped(name, value, unit), "unit": unit}


# Creatinine


def creatinine(random, inputs):
    now = tidy(random, random.uniform(40, 130))
    if random.random() < 0.25:
        now = creatinine_at_rate(inputs, stepped(random, random.choice((30, 60))))
    unit = random.choice(("umol/L", "mg/dL"))
    before = tidy_number(clipped("creatinine", now, "umol/L") * UNITS["creatinine"][unit])
    ratio = creatinine_ratio(random)
    # Build the pair from the baseline, so that 1.3 times it stays exactly 1.3 times it.
    before = clipped("creatinine", tidy_number(before / ratio), unit)
    found = {"creatinine": {"value": clipped("creatinine", tidy_number(before * ratio), unit), "unit": unit}}
    if random.random() < 0.93:
        found["creatinine_baseline"] = {"value": before, "unit": unit}
        if random.random() < 0.3:
            found["creatinine_baseline"] = quantity(random, "creatinine_baseline", before / UNITS["creatinine"][unit])
    if random.random() < 0.5:
        found["creatinine_trend"] = random.choices(CODES["creatinine_trend"], (1, 4, 4))[0]
    if random.random() < 0.5:
        found["cni_dose_reduced_for_creatinine"] = random.choices(("yes", "no"), (1, 3))[0]
    return found


def creatinine_ratio(random):
    draw = random.random()
    if draw < 0.7:
        return random.uniform(*HARMLESS["creatinine_rise"])
    if draw < 0.95:
        return stepped(random, random.choice((1, 1.2, 1.3)))
    return random.uniform(1.3, 2.5)


def creatinine_at_rate(inputs, rate):
    """The creatinine (umol/L) at which the eGFR is about this rate."""
    age = age_in_years(inputs)
    if age < 18:
        height = inputs["height"]["value"] / UNITS["height"][inputs["height"]["unit"]]
        return 0.413 * height / rate * 88.4
    female = inputs["sex"] == "female"
    at_one = 142 * 0.9938**age * (1.012 if female else 1)
    return (0.7 if female else 0.9) * max(at_one / rate, 1) ** (1 / 1.2) * 88.4


# Treatment


def add_steroid(random, inputs):
    likely = 0.97 if inputs["cni_status"] == "never" else 0.4
    weights = {"steroid_dose_adequacy": (7, 1), "steroid_tolerance": (6, 1, 1)}
    for name, weight in weights.items():
        if random.random() < likely:
            inputs[name] = random.choices(CODES[name], weight)[0]
    if random.random() < likely:
        inputs["steroid_weeks"] = around(random, "steroid_weeks")
    if random.random() < 0.15:
        inputs["steroid_resistance"] = "confirmed_elsewhere"


def add_cni(random, inputs):
    inputs["cni_tolerance"] = random.choices(CODES["cni_tolerance"], (9, 1))[0]
    inputs["cni_months"] = around(random, "cni_months")
    if random.random() < 0.75:
        inputs["best_response_on_cni"] = random.choices(CODES["best_response_on_cni"], (3, 2, 2))[0]
    if random.random() < 0.6:
        inputs["cni_exposure"] = random.choices(CODES["cni_exposure"], (4, 3, 2, 1))[0]
    for name in ("cni_dose", "weeks_since_cni_stopped"):
        if random.random() < 0.5:
            inputs[name] = around(random, name)
    if random.random() < 0.6:
        add_trough(random, inputs)


def add_trough(random, inputs):
    drug = random.choice(CODES["cni_drug"])
    if random.random() < 0.85:
        drug = inputs.setdefault("cni_drug", drug)
    unit = random.choice(("ng/mL", "ug/L", "nmol/L"))
    # Twice the upper target ends the evaluation, so it must not crowd out the rest.
    ends = (FAR_TROUGHS if random.random() < 0.08 else TROUGHS)[drug, unit == "nmol/L"]
    value = stepped(random, random.choice(ends), finest=True)
    if random.random() < 0.4:
        value = random.uniform(0.3 * ends[0], 1.3 * ends[-1])
    inputs["cni_trough"] = {"value": clipped("cni_trough", tidy_number(value), unit), "unit": unit}
    if random.random() < 0.4:
        inputs["cni_trough_hours"] = around(random, "cni_trough_hours")


def add_checklist(random, inputs):
    for name in ("systolic", "diastolic", "potassium", "magnesium", "glucose", "hba1c", "ldl"):
        if random.random() < 0.4:
            inputs[name] = around(random, name, crowding=0.2)
    milder = {"gums_hair": (6, 1, 1), "tma_signs": (30, 1), "infection": (12, 2, 2, 1)}
    for name, weights in milder.items():
        if random.random() < 0.35:
            inputs[name] = random.choices(CODES[name], weights)[0]
    if random.random() < 0.35:
        signs = LISTS["neurological"][:3] if random.random() < 0.85 else LISTS["neurological"]
        inputs["neurological"] = random.sample(signs, random.choice((0, 0, 1, 2)))


# Numbers


def around(random, name, crowding=0.55):
    if random.random() < crowding:
        return quantity(random, name, near(random, name))
    return quantity(random, name, tidy(random, random.uniform(*HARMLESS[name])))


def near(random, name):
    return stepped(random, random.choice(LIMITS[name]))


def stepped(random, limit, finest=False):
    """At the limit, or one small step to either side. The finest step is smaller than what a
    computed number keeps, so it is for values that are compared as reported."""
    steps = (0, 0, 0, 0.0001, 0.001, 0.01) + ((1e-8,) if finest else ())
    step = random.choice(steps) * (limit or 1)
    value = limit + random.choice((-1, 1)) * step
    return value if step and step < 1e-6 else tidy_number(value)


def tidy(random, value):
    """As people write it: mostly with few decimals."""
    return round(value, random.choice((0, 1, 1, 2, 6)))


def tidy_number(value):
    return value if value == 0 else round(value, 9)


def quantity(random, name, canonical):
    if name == "hba1c" and random.random() < 0.4:
        return {"value": clipped_hba1c((canonical - 2.152) / 0.09148), "unit": "mmol/mol"}
    unit = random.choice(list(UNITS[name]))
    value = canonical * UNITS[name][unit]
    if unit != next(iter(UNITS[name])):
        # Both the exact conversion and the rounded one that a person would type.
        value = round(value, random.choice((1, 2, 4, 6)))
    return {"value": clipped(name, value, unit), "unit": unit}


def clipped(name, value, unit):
    low, high = (end * UNITS[name][unit] for end in REFUSED_OUTSIDE[name])
    if name in ABOVE_ZERO:
        low = 0.001 * UNITS[name][unit]
    if unit != next(iter(UNITS[name])):
        # The exact end, converted, may land outside by its last digit.
        low, high = low * 1.00001, high * 0.99999
    return min(max(value, low), high)


def clipped_hba1c(value):
    return min(max(round(value, 3), 9.28), 195.0)


def age_in_years(inputs):
    return inputs["age"]["value"] / UNITS["age"][inputs["age"]["unit"]]


# Courses


def courses(seed, count):
    random = Random(seed)
    for _ in range(count):
        start = date(2024, 1, 1) + timedelta(days=random.randint(0, 700))
        inputs = {
            "age": quantity(random, "age", age_of(random)),
            "cni_drug": random.choice(CODES["cni_drug"]),
            "proteinuria_baseline": proteinuria_of(random, "proteinuria_baseline"),
            "creatinine_baseline": quantity(random, "creatinine_baseline", 80),
            "cni_start": start.isoformat(),
        }
        for name in random.sample(sorted(inputs), random.choice((0, 0, 0, 1))):
            del inputs[name]
        yield {"inputs": inputs, "readings": readings(random, start)}


def readings(random, start):
    # Months 4 and 6 fall between days 121 and 122 and between days 182 and 183.
    days = sorted({random.choice((121, 122, 182, 183, random.randint(-20, 900))) for _ in range(random.randint(1, 9))})
    return [reading(random, start + timedelta(days=day)) for day in days]


def reading(random, day):
    found = {
        "date": day.isoformat(),
        "proteinuria": proteinuria_of(random, "proteinuria"),
        "albumin": around(random, "albumin"),
        "creatinine": quantity(random, "creatinine", 80 * creatinine_ratio(random)),
    }
    treatment = {}
    add_trough(random, treatment)
    found["cni_trough"] = treatment["cni_trough"]
    for name in random.sample(("proteinuria", "albumin", "creatinine", "cni_trough"), random.choice((0, 0, 1, 2))):
        del found[name]
    return found


def proteinuria_of(random, name):
    unit = random.choices(("g/g", "mg/g", "mg/mmol"), (3, 1, 3))[0]
    return {"value": clipped(name, proteinuria_value(random, unit), unit), "unit": unit}
