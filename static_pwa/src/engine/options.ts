/** What may follow when a CNI has failed or is not tolerated, and what speaks for one drug or the other. */
import type { Case } from "./case";
import type { Option } from "./guideline";
import type { DrugChoice, OfferedOption } from "./types";
import { fill, sentences } from "./words";

/** The ids of the options that the decided outcome carries, in the guideline's order. */
export function optionIds(it: Case): string[] {
  return offered(it).map(({ entry }) => entry.id);
}

/** The options with how strong their evidence is and their safety flags. */
export function options(it: Case): OfferedOption[] {
  return offered(it).map((option) => spoken(it, option));
}

/** What speaks for ciclosporin or for tacrolimus in this patient. The tool never chooses. */
export function drugChoice(it: Case): DrugChoice[] {
  if (!it.decided.starts) return [];
  const factors = it.value("patient_factors") as readonly string[];
  return it.guideline.document.drug_choice.filter(({ factor }) => factors.includes(factor)).map((entry) => ({ ...entry }));
}

function offered(it: Case): readonly Option[] {
  if (!it.guideline.document.options_for.includes(it.decided.outcome as string)) return [];
  return it.guideline.options.filter(({ when }) => !when || when(it));
}

function spoken(it: Case, option: Option): OfferedOption {
  const { entry } = option;
  const flags = sentences(it, option.flags);
  const unsuitable = option.notFor !== null && option.notFor(it);
  return {
    id: entry.id,
    title: entry.title,
    says: fill(it, entry.says),
    evidence: entry.evidence,
    certainty: entry.certainty,
    flags: unsuitable ? [entry.not_for_says!, ...flags] : flags,
    not_for_this_patient: unsuitable,
    sources: entry.sources,
  };
}
