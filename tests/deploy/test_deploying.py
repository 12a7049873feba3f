"""`python -m deploy` against a stand-in for AWS: first time, again, back, away; and what stays when it fails."""

import json
import os
import re
import subprocess
import urllib.request
import zipfile
from pathlib import Path

import pytest

from api import create_app
from deploy import smoke
from deploy.stages import NOWHERE
from tests.deploy.cloud import ALTERED, PYTHON, ROOT, Cloud
from tests.deploy.conftest import First

HASHED = "public, max-age=31536000, immutable"


def release(dist: Path, name: str) -> None:
    """Another build: another page and worker, and a script with another name."""
    for old in (dist / "assets").glob("*.js"):
        old.unlink()
    (dist / "assets" / f"index-{name}.js").write_text(f"script of {name}")
    (dist / "index.html").write_text(f"page of {name}")
    (dist / "sw.js").write_text(f"worker of {name}")


def deployed(cloud: Cloud, base: str, zipped: Path, dist: Path, **environment: str) -> str:
    ran = cloud.deploy("deploy", "dev", "--at", base, "--zip", zipped, "--dist", dist, **environment)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_first_deployment_brings_everything(first: First) -> None:
    cloud = first.cloud
    assert first.said.rstrip().endswith(f"Live: {cloud.address()}")
    assert cloud.live() == "2"  # the first was made before CloudFront had given the stage an address
    settings = cloud.function("/configuration", "2")
    assert settings["Handler"] == "deploy.entry.handler"
    assert settings["Runtime"] == "python3.11"
    assert settings["Architectures"] == ["arm64"]
    assert settings["MemorySize"] == 512
    assert cloud.function("")["Concurrency"] == {"ReservedConcurrentExecutions": 5}
    assert settings["Timeout"] == 10
    assert settings["Environment"]["Variables"] == {
        "STAGE": "dev",
        "FSGS_PUBLIC_URL": cloud.address(),
        "FSGS_CDS_ORIGINS": "[]",
    }
    assert cloud.function("/configuration", "1")["Environment"]["Variables"]["FSGS_PUBLIC_URL"] == NOWHERE
    permissions = json.loads(cloud.function("/policy", "live")["Policy"])["Statement"]
    assert [one["Action"] for one in permissions] == ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]


def test_what_the_function_names_in_fhir_begins_with_cloudfronts_address(first: First) -> None:
    with urllib.request.urlopen(f"{first.base}/v1/fhir/Bundle") as reply:
        bundle = json.loads(reply.read())
    named = [entry["fullUrl"] for entry in bundle["entry"]]
    assert named
    assert [name for name in named if not name.startswith(f"{first.cloud.address()}/")] == []


def test_the_function_may_write_its_log_and_nothing_else(first: First) -> None:
    role = "resistant-fsgs-dev-ZappaLambdaExecutionRole"
    asked = f"Action=GetRolePolicy&Version=2010-05-08&RoleName={role}&PolicyName=zappa-permissions".encode()
    said = first.cloud.ask("POST", "/", asked, service="iam")[2].decode()
    for action in ("logs%3ACreateLogStream", "logs%3APutLogEvents"):
        assert action in said or action.replace("%3A", ":") in said
    assert said.count("Allow") == 1
    assert "%2A%22" not in said.replace("%3A%2A%22", "")  # a star stands only at the end of the log's own name


def test_every_object_has_its_headers(first: First) -> None:
    said = {key: first.cloud.object(key)[1] for key in first.cloud.stored() if key.startswith("site/")}
    assert {key: (one["Cache-Control"], one["Content-Type"]) for key, one in said.items()} == {
        "site/assets/index-1.css": (HASHED, "text/css; charset=utf-8"),
        "site/assets/index-1.js": (HASHED, "text/javascript; charset=utf-8"),
        "site/icon.svg": ("public, max-age=3600, stale-while-revalidate=86400", "image/svg+xml; charset=utf-8"),
        "site/index.html": ("no-cache", "text/html; charset=utf-8"),
        "site/launchers.json": ("no-cache", "application/json"),
        "site/manifest.webmanifest": ("no-cache", "application/manifest+json"),
        "site/sw.js": ("no-cache", "text/javascript; charset=utf-8"),
    }


def test_a_plan_of_the_first_deployment_tells_all_that_would_be_made(cloud: Cloud, zipped: Path, dist: Path) -> None:
    (dist / "about.png").write_text("a picture under a name of its own")
    fresh = cloud.deploy("plan", "dev", "--zip", zipped, "--dist", dist).stdout
    assert "stack resistant-fsgs-dev-api would be created in eu-central-1" in fresh
    assert "stack resistant-fsgs-dev-site would be created in us-east-1" in fresh
    assert "a new version would follow version (none)" in fresh
    # What is named by its content first, the page and then its worker last: whoever comes meanwhile finds all it names.
    named_by_content = ["assets/index-1.css", "assets/index-1.js"]
    order = [
        *named_by_content,
        "about.png",
        "icon.svg",
        "manifest.webmanifest",
        "launchers.json",
        "index.html",
        "sw.js",
    ]
    assert re.findall(r"site: (\S+) would be sent", fresh) == order
    assert cloud.function()["status"] == 404


def test_a_plan_tells_what_would_change_and_changes_nothing(first: First, zipped: Path, dist: Path) -> None:
    cloud = first.cloud
    assert cloud.deploy("plan", "dev", "--zip", zipped, "--dist", dist).stdout.endswith("Nothing would change.\n")
    (dist / "index.html").write_text("page of the second release")
    (dist / "assets" / "index-1.css").unlink()
    changed = cloud.deploy("plan", "dev", "--zip", zipped, "--dist", dist).stdout
    assert changed.splitlines()[3:] == ["site: index.html would be sent"]
    assert cloud.object("site/index.html")[2] == b"index.html of the first release"


def test_a_deployment_that_changes_nothing_sends_nothing(cloud: Cloud, zipped: Path, dist: Path) -> None:
    with cloud.served() as base:
        deployed(cloud, base, zipped, dist)
        said = deployed(cloud, base, zipped, dist)
    assert "Files named by their content, 0 of them" in said
    assert "Edge: forget" not in said


def test_a_newer_release_goes_live_and_goes_back(cloud: Cloud, zipped: Path, newer: Path, dist: Path) -> None:
    with cloud.served() as base:
        deployed(cloud, base, zipped, dist)
        first = cloud.function("/configuration", "2")["CodeSha256"]
        release(dist, "second")
        deployed(cloud, base, newer, dist)
        assert cloud.live() == "3"
        assert cloud.function("/configuration", "3")["CodeSha256"] != first
        assert cloud.object("site/index.html")[2] == b"page of second"
        # A page that is still open somewhere may ask for the script of before.
        assert cloud.object("site/assets/index-1.js")[0] == 200
        ran = cloud.deploy("rollback", "dev", "--at", base)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert ran.stdout.endswith(f"version 2 is live again at {cloud.address()}\n")
        assert "names" not in ran.stdout  # its links lead to where the stage is
        assert cloud.live() == "2"
        assert cloud.object("site/index.html")[2] == b"index.html of the first release"
        assert cloud.object("site/sw.js")[1]["Cache-Control"] == "no-cache"
        again = cloud.deploy("rollback", "dev", "--at", base)
        assert again.returncode == 1
        assert "there is no release before this one" in again.stderr


def test_a_rollback_to_files_that_are_gone_changes_nothing(cloud: Cloud, zipped: Path, newer: Path, dist: Path) -> None:
    with cloud.served() as base:
        deployed(cloud, base, zipped, dist)
        listed = cloud.ask("GET", f"/{cloud.bucket()}?versions&prefix=site/index.html")[2].decode()
        (first,) = re.findall(r"<VersionId>([^<]+)</VersionId>", listed)
        release(dist, "second")
        deployed(cloud, base, newer, dist)
    cloud.ask("DELETE", f"/{cloud.bucket()}/site/index.html?versionId={first}")
    ran = cloud.deploy("rollback", "dev")
    assert (ran.returncode, ran.stderr.strip()) == (
        1,
        "Rollback: the bucket no longer keeps index.html of that release",
    )
    assert cloud.live() == "3"


def test_failed_trials_never_take_the_place_of_a_release_that_is_kept(
    cloud: Cloud, zipped: Path, newer: Path, broken: Path, dist: Path, tmp_path: Path
) -> None:
    words = ("-c", RETAINS_THREE, "deploy", "dev", "--dist", dist)
    with cloud.served() as base:
        assert cloud.run(*words, "--zip", zipped, "--at", base).returncode == 0
        for fault in range(3):
            package = tmp_path / f"{fault}.zip"
            package.write_bytes(broken.read_bytes())
            with zipfile.ZipFile(package, "a") as archive:
                archive.writestr(f"{fault}.txt", "")
            assert "Trial of version" in cloud.run(*words, "--zip", package, "--at", base).stderr
        assert cloud.live() == "2"
        ran = cloud.run(*words, "--zip", newer, "--at", base)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [cloud.function("/configuration", str(one)).get("Version") for one in range(1, 7)] == [
        *(None, "2", None, "4", "5", "6")
    ]


def test_what_two_releases_no_longer_name_is_removed(cloud: Cloud, zipped: Path, dist: Path) -> None:
    with cloud.served() as base:
        for name in ("first", "second", "third"):
            release(dist, name)
            deployed(cloud, base, zipped, dist)
    scripts = {key for key in cloud.stored() if key.endswith(".js") and "assets" in key}
    assert scripts == {"site/assets/index-second.js", "site/assets/index-third.js"}


def test_a_package_that_cannot_start_never_goes_live(cloud: Cloud, zipped: Path, broken: Path, dist: Path) -> None:
    with cloud.served() as base:
        deployed(cloud, base, zipped, dist)
        release(dist, "second")
        ran = cloud.deploy("deploy", "dev", "--at", base, "--zip", broken, "--dist", dist)
    assert ran.returncode == 1
    assert "Trial of version 3, before anyone meets it: version 3 ended with" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert cloud.live() == "2"
    assert cloud.object("site/index.html")[2] == b"index.html of the first release"


def test_a_live_address_without_its_headers_brings_the_old_release_back(
    cloud: Cloud, zipped: Path, newer: Path, dist: Path
) -> None:
    with cloud.served() as base:
        deployed(cloud, base, zipped, dist)
    release(dist, "second")
    with cloud.served(LauncherOrigins="https://stranger.example") as base:
        ran = cloud.deploy("deploy", "dev", "--at", base, "--zip", newer, "--dist", dist)
    assert ran.returncode == 1
    assert "Smoke test of" in ran.stderr
    assert "Content-Security-Policy is" in ran.stderr
    assert "Back to version 2 and the files of before" in ran.stdout
    assert cloud.live() == "2"
    assert cloud.object("site/index.html")[2] == b"index.html of the first release"
    assert cloud.object("site/sw.js")[2] == b"sw.js of the first release"


RETAINS_THREE = """
from deploy import __main__ as deploy
known = deploy.stage
def stage(name):
    found = known(name)
    found.settings["num_retained_versions"] = 3
    return found
deploy.stage = stage
deploy.main()
"""
INTERRUPTED = """
from deploy import __main__ as deploy
put = deploy.Stack.put
def interrupted(self, *given):
    if self.name.endswith("-site"):
        raise RuntimeError("the line was cut")
    put(self, *given)
deploy.Stack.put = interrupted
deploy.main()
"""


def test_what_an_interrupted_first_deployment_left_is_never_gone_back_to(
    cloud: Cloud, zipped: Path, newer: Path, dist: Path
) -> None:
    ran = cloud.run("-c", INTERRUPTED, "deploy", "dev", "--zip", zipped, "--dist", dist)
    assert "Stack of the site: bucket, edge, headers: the line was cut" in ran.stderr
    assert cloud.live() == "1"
    assert cloud.function("/configuration", "1")["Environment"]["Variables"]["FSGS_PUBLIC_URL"] == NOWHERE
    with cloud.served(LauncherOrigins="https://stranger.example") as base:
        ran = cloud.deploy("deploy", "dev", "--at", base, "--zip", newer, "--dist", dist)
    assert "Smoke test of" in ran.stderr
    assert "There was no version before this one to go back to." in ran.stdout
    live = cloud.function("/configuration", str(cloud.live()))
    assert live["Environment"]["Variables"]["FSGS_PUBLIC_URL"] == cloud.address()
    with cloud.served() as base:
        deployed(cloud, base, newer, dist)
    ran = cloud.deploy("rollback", "dev")
    assert (ran.returncode, ran.stderr.strip()) == (1, "Rollback: there is no release before this one")


DOMAIN = {"domain": "fsgs.example", "certificate": "arn:aws:acm:us-east-1:123456789012:certificate/1"}


def test_another_address_is_planned_deployed_and_told_of_by_a_rollback(cloud: Cloud, zipped: Path, dist: Path) -> None:
    given, files = json.dumps(DOMAIN), ["--zip", zipped, "--dist", dist]
    with cloud.served() as base:
        deployed(cloud, base, zipped, dist)
        before = cloud.address()
        function = "function resistant-fsgs-dev"
        planned = cloud.run("-c", ALTERED, given, "plan", "dev", *files).stdout.splitlines()[3:]
        assert [line for line in planned if line.startswith(function)] == [
            f"{function}: FSGS_PUBLIC_URL {before!r} would become 'https://fsgs.example'",
            f"{function}: a new version would follow version 2",
        ]
        ran = cloud.run("-c", ALTERED, given, "deploy", "dev", "--at", base, *files)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert ran.stdout.endswith("Live: https://fsgs.example\n")
        assert cloud.live() == "3"  # the address was known beforehand: one version is enough
        live = cloud.function("/configuration", "3")["Environment"]["Variables"]
        assert live["FSGS_PUBLIC_URL"] == "https://fsgs.example"
        ran = cloud.run("-c", ALTERED, given, "rollback", "dev")
    assert f"Version 2 names {before} in cards and FHIR, not https://fsgs.example" in ran.stdout
    assert ran.stdout.endswith("version 2 is live again at https://fsgs.example\n")


def test_a_plan_tells_of_every_setting_of_the_function(first: First, zipped: Path, dist: Path) -> None:
    more = {"aws_environment_variables": {"STAGE": "dev", "MORE": "1"}}
    given = json.dumps({"settings": {"memory_size": 1024, "timeout_seconds": 5, **more}})
    planned = first.cloud.run("-c", ALTERED, given, "plan", "dev", "--zip", zipped, "--dist", dist).stdout
    assert planned.splitlines()[3:] == [
        "function resistant-fsgs-dev: MemorySize 512 would become 1024",
        "function resistant-fsgs-dev: Timeout 10 would become 5",
        "function resistant-fsgs-dev: MORE '' would become '1'",
        "function resistant-fsgs-dev: a new version would follow version 2",
    ]


def test_a_stages_origins_may_call_the_cds_services_and_no_others(cloud: Cloud, zipped: Path, dist: Path) -> None:
    ours, files = "https://ehr.example", ["--zip", zipped, "--dist", dist]
    with cloud.served() as base:
        given = json.dumps({"cds_origins": [ours]})
        ran = cloud.run("-c", ALTERED, given, "deploy", "dev", "--at", base, *files)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert allowed(base, ours) == ours
        assert allowed(base, "https://stranger.example") is None
        deployed(cloud, base, zipped, dist)  # the stage's own settings: nobody
        assert allowed(base, ours) is None


def allowed(base: str, origin: str) -> str | None:
    with urllib.request.urlopen(urllib.request.Request(f"{base}/cds-services", headers={"Origin": origin})) as reply:
        found: str | None = reply.headers.get("Access-Control-Allow-Origin")
    return found


@pytest.mark.parametrize("part", ["/v1/fhir/Bundle", "/cds-services/srfsgs-patient-view"])
def test_names_and_links_that_begin_elsewhere_fail_the_trial(part: str) -> None:
    ours, other = (create_app({"PUBLIC_URL": f"https://fsgs.example{more}"}).test_client() for more in ("", ".org"))

    def ask(method: str, path: str, body: str | None) -> smoke.Answer:
        client = other if path == part else ours
        reply = client.open(path, method=method, data=body, content_type="application/json" if body else None)
        return reply.status_code, {name.lower(): value for name, value in reply.headers.items()}, reply.data

    told = f"^{part} names https://fsgs.example.org/.*, which does not begin with https://fsgs.example$"
    with pytest.raises(RuntimeError, match=told):
        smoke.api(ask, smoke.guideline_version(), "https://fsgs.example")


def test_the_status_says_what_is_live(cloud: Cloud, first: First) -> None:
    assert "version (none) is live, no address" in cloud.deploy("status", "dev").stdout
    said = first.cloud.deploy("status", "dev").stdout
    assert "version 2 is live" in said
    assert "site: 7 files, 1 releases recorded" in said
    assert said.endswith(f"address: {first.cloud.address()}\n")


def test_undeploying_leaves_nothing(cloud: Cloud, zipped: Path, dist: Path) -> None:
    with cloud.served() as base:
        deployed(cloud, base, zipped, dist)
    ran = cloud.deploy("undeploy", "dev")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Nothing of dev is left." in ran.stdout
    assert cloud.function()["status"] == 404
    assert "<Bucket>" not in cloud.ask("GET", "/")[2].decode()
    assert (
        "NoSuchEntity"
        in cloud.ask(
            "POST",
            "/",
            b"Action=GetRole&Version=2010-05-08&RoleName=resistant-fsgs-dev-ZappaLambdaExecutionRole",
            service="iam",
        )[2].decode()
    )
    assert cloud.deploy("undeploy", "dev").returncode == 0  # nothing to do is no fault


def test_without_credentials_the_step_is_named(cloud: Cloud, zipped: Path, dist: Path) -> None:
    nobody = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    ran = cloud.deploy("deploy", "dev", "--zip", zipped, "--dist", dist, **nobody)
    assert ran.returncode == 1
    assert ran.stderr.strip() == "Credentials: Unable to locate credentials"


def test_a_stage_that_is_not_there_is_named(cloud: Cloud, dist: Path) -> None:
    ran = cloud.deploy("deploy", "staging", "--dist", dist)
    assert ran.returncode == 1
    assert "There is no stage 'staging'" in ran.stderr
    assert "['dev', 'prod']" in ran.stderr


WAITS = """
from botocore.exceptions import ClientError
from deploy.function import once_the_role_is_known
said = ["The role defined for the function cannot be assumed by Lambda."] * 2
def create():
    if said:
        raise ClientError({"Error": {"Code": "InvalidParameterValueException", "Message": said.pop()}}, "CreateFunction")
    print("created")
once_the_role_is_known(create, pause=0)
said.append("Another trouble.")
once_the_role_is_known(create, pause=0)
"""


def test_a_role_that_is_not_known_yet_is_waited_for_and_another_trouble_is_not() -> None:
    ran = subprocess.run([PYTHON, "-c", WAITS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout == "created\n"
    assert ran.returncode == 1
    assert "Another trouble." in ran.stderr


@pytest.mark.parametrize("command", ["deploy", "update"])
def test_zappa_by_hand_is_stopped_before_it_packages_anything(cloud: Cloud, command: str) -> None:
    ran = subprocess.run(
        [PYTHON.parent / "zappa", command, "dev"],
        cwd=ROOT,
        env={**cloud.environment, "VIRTUAL_ENV": os.fspath(ROOT / ".venv" / "aws")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert "Use `make deploy STAGE=" in ran.stdout + ran.stderr
