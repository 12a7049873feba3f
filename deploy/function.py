"""The Lambda function of a stage: Zappa brings role, code and settings; an alias says which version is live.

The public address belongs to the alias `live`, so that a new version is tried before anyone meets it, goes live in one
call, and goes back in one call.
"""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError
from zappa.cli import ZappaCLI

from tools import events

from .stages import PUBLIC_URL, SETTINGS, Stage

LIVE = "live"
TRIES = 10
OPEN: list[dict[str, Any]] = [  # what AWS asks for a public function URL, since October 2025 both
    {"StatementId": "public-url", "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"},
    {"StatementId": "public-call", "Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": True},
]


class Function:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.client = boto3.client("lambda", region_name=stage.region)

    def exists(self) -> bool:
        return self._known("get_function_configuration") is not None

    def live(self) -> str | None:
        """The version that answers now; None before the first deployment."""
        alias = self._known("get_alias", Name=LIVE)
        return alias["FunctionVersion"] if alias else None

    def told(self, version: str) -> str:
        """The address that a version was told; empty where it was told none."""
        return self._variables(version).get(PUBLIC_URL, "")

    def differences(self, package: Path, address: str) -> list[str]:
        """What a deployment of `package` at `address` would change, in words. It asks only."""
        version, name = self.live(), self.stage.function
        if version is None:
            return [f"function {name}: a new version would follow version (none)"]
        there = self._known("get_function_configuration", Qualifier=version) or {}
        had = {"MemorySize": there["MemorySize"], "Timeout": there["Timeout"], **self._variables(version)}
        wanted = {
            "MemorySize": self.stage.settings["memory_size"],
            "Timeout": self.stage.settings["timeout_seconds"],
            **self.stage.variables(address),
        }
        found = [
            f"function {name}: {setting} {had.get(setting, '')!r} would become {value!r}"
            for setting, value in wanted.items()
            if had.get(setting, "") != value
        ]
        if found or there["CodeSha256"] != sha256(package):
            found.append(f"function {name}: a new version would follow version {version}")
        return found

    def versions(self) -> list[str]:
        """The versions that are kept, oldest first."""
        pages = self.client.get_paginator("list_versions_by_function").paginate(FunctionName=self.stage.function)
        numbers = [each["Version"] for page in pages for each in page["Versions"] if each["Version"] != "$LATEST"]
        return sorted(numbers, key=int)

    def put(self, package: Path, address: str) -> str:
        """Makes a version of `package` and the settings, not live yet, and returns its number.

        It is told the stage's `address`, with which links of cards and names in FHIR begin.
        """
        cli = _zappa(self.stage.name)
        zappa, code = cli.zappa, package.read_bytes()
        zappa.create_iam_roles()
        common = {
            "handler": cli.lambda_handler,
            "description": cli.lambda_description,
            "timeout": cli.timeout_seconds,
            "memory_size": cli.memory_size,
            "runtime": cli.runtime,
            "aws_environment_variables": self.stage.variables(address),
        }
        name = self.stage.function
        if self.exists():
            # Zappa would keep the newest only, and ask for the live one to be deleted after some that failed: see `drop`.
            at_once = cli.lambda_concurrency
            arn = zappa.update_lambda_function(
                bucket=None, function_name=name, local_zip=code, publish=False, concurrency=at_once
            )
            zappa.update_lambda_configuration(lambda_arn=arn, function_name=name, **common)
        else:
            once_the_role_is_known(
                lambda: zappa.create_lambda_function(
                    function_name=name, local_zip=code, publish=False, concurrency=cli.lambda_concurrency, **common
                )
            )
            self.client.get_waiter("function_active_v2").wait(FunctionName=name)
        self.client.get_waiter("function_updated_v2").wait(FunctionName=name)
        version = self.client.publish_version(FunctionName=name, CodeSha256=sha256(package))["Version"]
        self.client.get_waiter("published_version_active").wait(FunctionName=name, Qualifier=version)
        return str(version)

    def ask(self, version: str, method: str, path: str, body: str | None = None) -> tuple[int, dict[str, str], bytes]:
        """Calls one version directly: status, headers, body."""
        event = events.url(method, path, body, events.JSON if body else {})
        reply = self.client.invoke(FunctionName=self.stage.function, Qualifier=version, Payload=json.dumps(event))
        said = json.loads(reply["Payload"].read())
        if reply.get("FunctionError"):
            raise RuntimeError(f"version {version} ended with {said.get('errorType')} before it answered")
        return events.answered(said)

    def drop(self, kept: Collection[str]) -> None:
        """Deletes the versions that are neither among the newest nor `kept`."""
        every = self.versions()
        newest = every[-self.stage.settings["num_retained_versions"] :]
        for version in every:
            if version not in newest and version not in kept:
                self.client.delete_function(FunctionName=self.stage.function, Qualifier=version)

    def make_live(self, version: str) -> None:
        act = self.client.update_alias if self.live() else self.client.create_alias
        act(FunctionName=self.stage.function, Name=LIVE, FunctionVersion=version)

    def address(self) -> str:
        """The host of the live version's public address, made where there is none."""
        name = self.stage.function
        config = self._known("get_function_url_config", Qualifier=LIVE)
        if config is None:
            config = self.client.create_function_url_config(FunctionName=name, Qualifier=LIVE, AuthType="NONE")
        for permission in OPEN:
            with suppress(self.client.exceptions.ResourceConflictException):  # it has it
                self.client.add_permission(FunctionName=name, Qualifier=LIVE, Principal="*", **permission)
        return str(urlsplit(config["FunctionUrl"]).hostname)

    def address_now(self) -> str | None:
        """The same, None where there is none; makes nothing."""
        config = self._known("get_function_url_config", Qualifier=LIVE)
        return urlsplit(config["FunctionUrl"]).hostname if config else None

    def remove(self) -> None:
        """Deletes the function with its versions, its address and its role."""
        if self.exists():
            _zappa(self.stage.name).zappa.delete_lambda_function(self.stage.function)
        iam = boto3.client("iam", region_name=self.stage.region)
        role = _zappa(self.stage.name).zappa.role_name
        try:
            iam.delete_role_policy(RoleName=role, PolicyName="zappa-permissions")
            iam.delete_role(RoleName=role)
        except iam.exceptions.NoSuchEntityException:
            pass

    def _variables(self, version: str) -> dict[str, str]:
        found = self._known("get_function_configuration", Qualifier=version) or {}
        return dict(found.get("Environment", {}).get("Variables", {}))

    def _known(self, call: str, **asked: Any) -> dict[str, Any] | None:
        try:
            return dict(getattr(self.client, call)(FunctionName=self.stage.function, **asked))
        except ClientError as fault:
            if fault.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise


def once_the_role_is_known(create: Callable[[], object], pause: float = 3) -> None:
    """Calls `create`, again where Lambda has not yet heard of a role that was made a moment ago."""
    for left in reversed(range(TRIES)):
        try:
            create()
            return
        except ClientError as fault:
            if not left or "cannot be assumed" not in str(fault):
                raise
            time.sleep(pause)


def sha256(package: Path) -> str:
    """As Lambda writes the digest of a package."""
    return base64.b64encode(hashlib.sha256(package.read_bytes()).digest()).decode()


def _zappa(stage: str) -> ZappaCLI:
    """Zappa with the settings of a stage read and its clients made."""
    cli = ZappaCLI()
    cli.api_stage = stage
    cli.load_settings(str(SETTINGS))
    return cli
