"""infra/site.yaml says what infra/edge.json says, is clean to cfn-lint, and keeps every promise about what is logged."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deploy import stages
from deploy.stages import extended
from tests.deploy.cloud import PYTHON
from tools import edge
from tools.cloudfront import TEMPLATE, Edge, template

ROOT = Path(__file__).parent.parent.parent
PATHS = [
    *("/", "/index.html", "/launch.html", "/callback.html", "/sw.js", "/manifest.webmanifest", "/launchers.json"),
    *("/assets/index-1.js", "/icon.svg", "/robots.txt", "/no-such-page", "/v2/pathway", "/healthy", "/doc"),
    *("/v1/pathway", "/v1/checklists/cni-toxicity", "/health", "/openapi.json", "/docs", "/docs/problems", "/v1/"),
    *("/cds-services", "/cds-services/resistant-fsgs", "/cds-services-x/feedback"),
]
LAUNCHERS = ("https://launcher.example", "https://portal.example:8443")
RECORDS = ("https://records.example",)
# Fields of CloudFront's log that hold, or may hold, a query, a body's trace, or who asked.
NEVER = {
    *("cs-uri-query", "cs(Cookie)", "cs(Referer)", "cs(User-Agent)", "c-ip", "x-forwarded-for", "cs-headers"),
    *("cs-header-names", "c-port", "fle-encrypted-fields"),
}


def kept(path: str, headers: dict[str, str]) -> dict[str, str]:
    """Without the one header that the bucket's objects carry themselves."""
    return {name: value for name, value in headers.items() if name != "Cache-Control"}


def test_cfn_lint_finds_nothing() -> None:
    ran = subprocess.run([PYTHON.parent / "cfn-lint", TEMPLATE], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_cfn_lint_finds_a_fault(tmp_path: Path) -> None:
    faulty = tmp_path / "site.yaml"
    faulty.write_text(TEMPLATE.read_text().replace("BucketOwnerEnforced", "BucketOwnerEnforcing"))
    ran = subprocess.run([PYTHON.parent / "cfn-lint", faulty], capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "BucketOwnerEnforcing" in ran.stdout


@pytest.mark.parametrize("path", PATHS)
def test_the_template_sends_each_path_where_the_edge_file_says_with_its_headers(path: str) -> None:
    deployed = Edge(LauncherOrigins=" ".join(LAUNCHERS), FhirOrigins=" ".join(RECORDS))
    assert (deployed.behaviour(path)["TargetOriginId"] == "api") == edge.is_api(path)
    assert deployed.headers(path) == kept(path, edge.headers(path, LAUNCHERS, RECORDS))
    assert Edge().headers(path) == kept(path, edge.headers(path))


def test_every_api_pattern_of_the_edge_file_is_one_of_the_template_and_no_other() -> None:
    assert [one["PathPattern"] for one in Edge().config["CacheBehaviors"]] == edge.RULES["api"]


def test_no_answer_of_the_api_is_cached_and_no_file_is_written() -> None:
    config = Edge().config
    caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert {one["CachePolicyId"] for one in config["CacheBehaviors"]} == {caching_disabled}
    assert config["DefaultCacheBehavior"]["AllowedMethods"] == ["GET", "HEAD"]
    everything = [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]
    assert {one["ViewerProtocolPolicy"] for one in everything} == {"redirect-to-https", "https-only"}


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "/index.html"),
        ("/index.html", "/index.html"),
        ("/launch.html", "/launch.html"),
        ("/assets/index-1.js", "/assets/index-1.js"),
        ("/no-such-page", "/no-such-page"),
    ],
)
def test_the_page_function_names_the_page_and_drops_the_query(path: str, page: str) -> None:
    request = Edge().page(path, {"iss": "https://records.example", "launch": "secret"})
    assert (request["uri"], request["querystring"]) == (page, {})


def test_only_the_distribution_reads_the_bucket_and_only_below_site() -> None:
    bucket = Edge().properties("SiteBucket")
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    statements = Edge().properties("SiteBucketPolicy")["PolicyDocument"]["Statement"]
    allowed = [one for one in statements if one["Effect"] == "Allow"]
    assert {one["Principal"]["Service"] for one in allowed} == {"cloudfront.amazonaws.com"}
    assert all("distribution/${Distribution}" in one["Condition"]["StringEquals"]["AWS:SourceArn"] for one in allowed)
    (read,) = [one["Resource"] for one in allowed if one["Action"] == "s3:GetObject"]
    assert read.endswith("/site/*")
    origin = next(one for one in Edge().config["Origins"] if one["Id"] == "site")
    assert (origin["OriginPath"], origin["OriginAccessControlId"]) == ("/site", "OriginAccess")
    assert origin["S3OriginConfig"] == {"OriginAccessIdentity": ""}


def test_the_log_of_the_edge_holds_no_query_and_nobody() -> None:
    fields = set(Edge().properties("AccessLogDelivery")["RecordFields"])
    assert {"cs-uri-stem", "sc-status"} <= fields
    assert fields & NEVER == set()
    assert "Logging" not in Edge().config  # the older kind cannot leave the query out


def test_tls_is_modern_with_a_domain_of_ones_own() -> None:
    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
    config = Edge(Domain="fsgs.hospital.example", Certificate=certificate).config
    assert config["Aliases"] == ["fsgs.hospital.example"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert "Aliases" not in Edge().config


@pytest.mark.parametrize("name", ["LauncherOrigins", "FhirOrigins"])
@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("", True),
        ("https://a.example", True),
        ("https://a.example https://*.b.example:8443", True),
        ("http://a.example", False),
        ("https://a.example; script-src *", False),
        ("https://a.example 'unsafe-inline'", False),
        ("*", False),
    ],
)
def test_a_parameter_cannot_widen_the_policy_by_more_than_its_origins(name: str, value: str, taken: bool) -> None:
    pattern = template()["Parameters"][name]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, value)) is taken


def alarms(resources: dict[str, Any]) -> dict[str, Any]:
    return {name: one["Properties"] for name, one in resources.items() if one["Type"] == "AWS::CloudWatch::Alarm"}


def test_every_alarm_tells_somebody_and_says_what_it_means() -> None:
    found = alarms(template()["Resources"])
    assert set(found) == {"FaultsAlarm", "ErrorsAlarm", "ThrottlesAlarm", "SlowAlarm", "CrowdedAlarm", "EdgeAlarm"}
    for one in found.values():
        assert one["AlarmActions"] == [{"Ref": "Alarms"}]
        assert len(one["AlarmDescription"]) > 40


def test_the_alarms_look_at_what_the_log_writes_and_at_the_deployed_function() -> None:
    """Names that stand in two files are the same name."""
    from api import log

    found = alarms(template()["Resources"])
    assert found["FaultsAlarm"]["Namespace"] == log.NAMESPACE
    assert found["FaultsAlarm"]["MetricName"] in {one["Name"] for one in log.METRICS}
    settings = json.loads((ROOT / "zappa_settings.json").read_text())
    for stage in ("dev", "prod"):
        name = f"{extended(settings, stage)['project_name']}-{stage}"
        watched = Edge(Holds="api", Stage=stage).properties("ErrorsAlarm")["Dimensions"]
        assert watched == [{"Name": "FunctionName", "Value": name}]
        assert Edge(Holds="api", Stage=stage).properties("FunctionLog")["LogGroupName"] == f"/aws/lambda/{name}"


def test_no_bad_default_of_zappa_is_left_on() -> None:
    settings = json.loads((ROOT / "zappa_settings.json").read_text())
    for stage in ("dev", "prod"):
        one = extended(settings, stage)
        off = ("debug", "keep_warm", "touch", "use_precompiled_packages", "cors", "slim_handler", "xray_tracing")
        assert {name: one[name] for name in off} == dict.fromkeys(off, False)
        assert one["log_level"] == "INFO"
        assert one["lambda_concurrency"] >= 1
        assert one["architecture"] == "arm64"
        assert "application/problem+json" in one["additional_text_mimetypes"]
        assert one["aws_environment_variables"] == {"STAGE": stage}


def test_every_setting_of_zappa_has_its_reason() -> None:
    settings = json.loads((ROOT / "zappa_settings.json").read_text())
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    table = page.partition("## Settings, one by one")[2].partition("\n## ")[0]
    assert [name for name in settings["base"] if f"`{name}`" not in table] == []


def test_a_stage_that_one_file_lacks_is_not_named_as_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = json.loads((ROOT / "zappa_settings.json").read_text()) | {"staging": {"extends": "base"}}
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    monkeypatch.setattr(stages, "SETTINGS", tmp_path / "settings.json")
    with pytest.raises(ValueError, match=r"'staging': both .* have \['dev', 'prod'\]"):
        stages.stage("staging")


def test_the_role_may_do_two_things_to_its_own_log() -> None:
    (statement,) = json.loads((ROOT / "infra/policy/execution.json").read_text())["Statement"]
    assert statement["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert statement["Resource"] == "arn:aws:logs:*:*:log-group:/aws/lambda/resistant-fsgs-*:*"
    (trust,) = json.loads((ROOT / "infra/policy/assume.json").read_text())["Statement"]
    assert trust["Principal"] == {"Service": ["lambda.amazonaws.com"]}
