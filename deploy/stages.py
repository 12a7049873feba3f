"""What is known of a stage before anything is asked of AWS: from zappa_settings.json and infra/stages.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import edge
from tools.launchers import Launchers, load, origin, rows

ROOT = Path(__file__).parent.parent
SETTINGS = ROOT / "zappa_settings.json"
PUBLIC_URL, CDS_ORIGINS = "FSGS_PUBLIC_URL", "FSGS_CDS_ORIGINS"
NOT_YET = "nothing-is-deployed.invalid"  # the host that a first deployment names until the edge has given one
NOWHERE = f"https://{NOT_YET}"
OF_THE_FUNCTION = ("memory_size", "timeout_seconds", "num_retained_versions", "aws_environment_variables")
EDGE_REGION = "us-east-1"  # where CloudFront's certificates, logs and metrics live, wherever the API runs


@dataclass(frozen=True)
class Stage:
    name: str
    region: str
    function: str
    concurrency: int
    domain: str
    certificate: str
    alarms_to: str
    launchers: Launchers
    cds_origins: tuple[str, ...]
    settings: dict[str, Any]  # of zappa_settings.json, those named in OF_THE_FUNCTION

    def stack(self, holds: str) -> str:
        return f"{self.function}-{holds}"

    def parameters(self, holds: str, api_domain: str = "") -> dict[str, str]:
        """What the template takes for the stack that `holds` the api or the site."""
        both = {"Holds": holds, "Stage": self.name, "AlarmsTo": self.alarms_to}
        if holds == "api":
            return both | {"Concurrency": str(self.concurrency)}
        return both | {
            "ApiDomain": api_domain,
            "Domain": self.domain,
            "Certificate": self.certificate,
            "LauncherOrigins": " ".join(self.launchers.ancestors),
            "FhirOrigins": " ".join(self.launchers.connect),
        }

    def variables(self, address: str) -> dict[str, str]:
        """The function's environment, where the stage is reached at `address`."""
        told = {PUBLIC_URL: address, CDS_ORIGINS: json.dumps(list(self.cds_origins))}
        return {**self.settings["aws_environment_variables"], **told}

    def headers(self, path: str) -> dict[str, str]:
        """What the edge must put on the answer for `path` of this stage."""
        return edge.headers(path, self.launchers.ancestors, self.launchers.connect)


def stage(name: str) -> Stage:
    """Raises ValueError, naming the stages there are, or the entry that is not an origin."""
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    meets = json.loads((ROOT / "infra" / "stages.json").read_text(encoding="utf-8"))
    known = [one for one in settings if one != "base" and one in meets]
    if name not in known:
        raise ValueError(f"There is no stage {name!r}: both zappa_settings.json and infra/stages.json have {known}.")
    merged = extended(settings, name)
    return Stage(
        name=name,
        region=merged["aws_region"],
        function=f"{merged['project_name']}-{name}",
        concurrency=merged["lambda_concurrency"],
        domain=meets[name]["domain"],
        certificate=meets[name]["certificate"],
        alarms_to=meets[name]["alarms_to"],
        cds_origins=tuple(
            origin(f"infra/stages.json: {name}.cds_origins[{at}]", one)
            for at, one in enumerate(rows(f"infra/stages.json: {name}.cds_origins", meets[name].get("cds_origins", [])))
        ),
        settings={name: merged[name] for name in OF_THE_FUNCTION},
        launchers=load(own if (own := ROOT / "infra" / f"launchers.{name}.json").exists() else None),
    )


def extended(settings: dict[str, Any], name: str) -> dict[str, Any]:
    """A stage's settings over those it extends, as Zappa merges them."""
    own = settings[name]
    return {**(extended(settings, own["extends"]) if "extends" in own else {}), **own}
