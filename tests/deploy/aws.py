"""A stand-in for AWS on this machine: moto's server, whose Lambda runs the uploaded zip in AWS's own runtime client.

Its stacks make a CloudFront distribution, which moto's own do not: as far as its id and its address."""

import io
import json
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from moto.awslambda.models import LambdaFunction
from moto.cloudfront.models import cloudfront_backends
from moto.core.common_models import CloudFormationModel
from moto.server import main

from tools.function import Fault, Function

code: dict[str, bytes] = {}


@cache
def environment(digest: str, handler: str, variables: tuple[tuple[str, str], ...]) -> Function:
    folder = tempfile.mkdtemp()
    with zipfile.ZipFile(io.BytesIO(code[digest])) as archive:
        archive.extractall(folder)
    return Function(Path(folder), handler, environment=dict(variables))


def invoke(self: LambdaFunction, body: bytes, request_headers: object, response_headers: dict[str, str]) -> bytes:
    code[self.code_sha_256] = self.code_bytes
    try:
        variables = tuple(sorted(self.environment_vars.items()))
        reply = environment(self.code_sha_256, self.handler, variables).call(json.loads(body or b"{}"))
    except Fault as fault:
        response_headers["x-amz-function-error"] = "Unhandled"
        reply = {"errorType": "Fault", "errorMessage": str(fault)}
    return json.dumps(reply).encode()


MOTOS = "moto.cloudfront.models"  # moto files its models by the module they stand in


class Made:
    """A part of a stack with an id, of which nothing else is ever asked."""

    def __init__(self, name: str) -> None:
        self.physical_resource_id = name

    @classmethod
    def create_from_cloudformation_json(cls, resource_name: str, *_: Any, **__: Any) -> "Made":
        return cls(resource_name)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource: "Made", *_: Any, **__: Any) -> "Made":
        return original_resource  # whatever changes, its id stays

    @classmethod
    def delete_from_cloudformation_json(cls, *_: Any, **__: Any) -> None: ...

    def get_cfn_attribute(self, name: str) -> str:
        return f"{self.physical_resource_id}/{name}"


class OriginAccess(Made, CloudFormationModel):
    __module__ = MOTOS

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CloudFront::OriginAccessControl"


class PageFunction(Made, CloudFormationModel):
    __module__ = MOTOS

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CloudFront::Function"


class StackDistribution(Made, CloudFormationModel):
    __module__ = MOTOS

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CloudFront::Distribution"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **_: Any
    ) -> Made:
        asked = cloudformation_json["Properties"]["DistributionConfig"]
        config = {
            "CallerReference": resource_name,
            "Comment": asked["Comment"],
            "Enabled": asked["Enabled"],
            "Origins": {"Items": [{"Id": one["Id"], "DomainName": one["DomainName"]} for one in asked["Origins"]]},
            "DefaultCacheBehavior": {
                name: asked["DefaultCacheBehavior"][name] for name in ("TargetOriginId", "ViewerProtocolPolicy")
            },
        }
        made, _location, _etag = cloudfront_backends[account_id]["aws"].create_distribution(config, [])
        return cls(made.distribution_id)

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name: str, _: Any, account_id: str, __: str) -> None:
        cloudfront_backends[account_id]["aws"].delete_distribution(resource_name, True)


LambdaFunction.invoke = invoke
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
