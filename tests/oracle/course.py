"""Section 13: a course over time, by the same response and relapse as everywhere else."""

from datetime import date

from .decision import relapsed, response
from .derived import creatinine_rise, trough_position
from .reading import DAYS_PER_MONTH, proteinuria_in_grams, read, rounded

RANK = {"partial": 1, "complete": 2}


def course(inputs, readings):
    known = read(inputs)
    start = date.fromisoformat(known["cni_start"]) if "cni_start" in known else None
    visits = [visit(known, reading) for reading in sorted(readings, key=lambda each: each["date"])]
    on_course = [each for each in visits if start is None or each["day"] >= start]
    return {
        "readings": [
            {
                "date": each["date"],
                "response": each["response"],
                "creatinine_rise": creatinine_rise(each["patient"]),
                "cni_exposure": trough_position(each["patient"]),
            }
            for each in visits
        ],
        "first_partial": first_with(on_course, "partial"),
        "first_complete": first_with(on_course, "complete"),
        "relapses": relapses(on_course),
        "assessment": assessment(on_course, start),
    }


def visit(known, reading):
    patient = {**known, **read({name: given for name, given in reading.items() if name != "date"})}
    return {
        "date": reading["date"],
        "day": date.fromisoformat(reading["date"]),
        "patient": patient,
        "response": response(patient)[0],
    }


def first_with(visits, wanted):
    return next((each["date"] for each in visits if each["response"] == wanted), None)


def relapses(visits):
    """A relapse is dated once, by its first reading; the next needs a remission in between."""
    best, nadir, in_relapse, dates = None, None, False, []
    for each in visits:
        now = relapsed_since(each["patient"], best, nadir)
        if now and not in_relapse:
            dates.append(each["date"])
        in_relapse = now or (in_relapse and each["response"] not in RANK)
        best = better(best, each["response"])
        nadir = lower(nadir, each["patient"].get("proteinuria"))
    return dates


def relapsed_since(patient, best, nadir):
    if best is None or "age" not in patient:
        return False
    patient = {**patient, "best_response_on_cni": best}
    if nadir is not None and nadir[0] > 0:
        patient["proteinuria_nadir"] = nadir
    return bool(relapsed(patient)[0])


def better(best, verdict):
    return verdict if RANK.get(verdict, 0) > RANK.get(best, 0) else best


def lower(nadir, proteinuria):
    if nadir is None or proteinuria is None:
        return proteinuria if nadir is None else nadir
    grams = proteinuria_in_grams
    return proteinuria if grams(proteinuria) < grams(nadir) else nadir


def assessment(visits, start):
    """The reading that decides at 4-6 months; one that tells no response cannot decide."""
    if start is None:
        return None
    inside, after = None, None
    for each in visits:
        months = rounded((each["day"] - start).days / DAYS_PER_MONTH)
        if each["response"] is None or months < 4:
            continue
        if months < 6:
            inside = each
        else:
            after = after or each
    decisive = inside or after
    return decisive and {"date": decisive["date"], "response": decisive["response"]}
