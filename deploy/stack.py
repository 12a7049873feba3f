"""Creates, updates and removes the stacks of infra/site.yaml, and says what would change without changing it."""

from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from .stages import EDGE_REGION, ROOT, Stage

TEMPLATE = ROOT / "infra" / "site.yaml"
Parameters = dict[str, str]


class Stack:
    """One of a stage's two stacks: `holds` is api, where the function runs, or site, at the edge."""

    def __init__(self, stage: Stage, holds: str) -> None:
        self.name = stage.stack(holds)
        self.region = stage.region if holds == "api" else EDGE_REGION
        self.tags = [{"Key": "app", "Value": "resistant-fsgs"}, {"Key": "stage", "Value": stage.name}]
        self.client = boto3.client("cloudformation", region_name=self.region)

    def differences(self, parameters: Parameters, template: Path = TEMPLATE) -> list[str]:
        """What a deployment would change, in words. It asks only."""
        there = self._described()
        if there is None:
            return [f"stack {self.name} would be created in {self.region}"]
        had = {one["ParameterKey"]: one["ParameterValue"] for one in there.get("Parameters", [])}
        found = [
            f"stack {self.name}: {name} {had.get(name, '')!r} would become {value!r}"
            for name, value in parameters.items()
            if had.get(name, "") != value
        ]
        if self.client.get_template(StackName=self.name)["TemplateBody"] != template.read_text(encoding="utf-8"):
            found.append(f"stack {self.name}: the template would be replaced")
        return found

    def put(self, parameters: Parameters, template: Path = TEMPLATE) -> None:
        """Brings the stack to the template. CloudFormation itself takes a failed change back."""
        there = self._described()
        act, waiter = self.client.update_stack, "stack_update_complete"
        if there is None:
            act, waiter = self.client.create_stack, "stack_create_complete"
        given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
        body = template.read_text(encoding="utf-8")
        try:
            act(StackName=self.name, TemplateBody=body, Parameters=given, Tags=self.tags)
        except ClientError as fault:
            if "No updates are to be performed" in str(fault):
                return
            raise
        try:
            self.client.get_waiter(waiter).wait(StackName=self.name)
        except Exception as fault:
            raise RuntimeError(f"stack {self.name} was taken back: {self._why()}") from fault

    def resource(self, name: str) -> str | None:
        """The physical id of a resource of the template; None where the stack has none."""
        if self._described() is None:
            return None
        pages = self.client.get_paginator("list_stack_resources").paginate(StackName=self.name)
        every = (one for page in pages for one in page["StackResourceSummaries"])
        return next((one.get("PhysicalResourceId") for one in every if one["LogicalResourceId"] == name), None)

    def remove(self) -> None:
        if self._described():
            self.client.delete_stack(StackName=self.name)
            self.client.get_waiter("stack_delete_complete").wait(StackName=self.name)

    def _described(self) -> dict[str, Any] | None:
        try:
            return dict(self.client.describe_stacks(StackName=self.name)["Stacks"][0])
        except ClientError as fault:
            if "does not exist" in str(fault):
                return None
            raise

    def _why(self) -> str:
        happened = self.client.describe_stack_events(StackName=self.name)["StackEvents"]
        failed = [one for one in happened if one["ResourceStatus"].endswith("_FAILED")]
        return "; ".join(f"{one['LogicalResourceId']}: {one.get('ResourceStatusReason', '')}" for one in failed[-3:])
