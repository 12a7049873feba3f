"""`make deploy STAGE=…`, `make rollback`, `make undeploy`: each step told, each failure named, the old version kept."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from . import package, smoke
from .function import Function
from .site import Changes, Release, Site, contents, entries, in_order
from .stack import Stack
from .stages import NOT_YET, NOWHERE, ROOT, Stage, stage
from .steps import Failed, say, step

DIST = ROOT / "static_pwa" / "dist"
TRIES = 12  # of the live address, which may need a minute to be known everywhere
PAUSE = 5  # seconds between them


class Deployment:
    """Everything of one stage. `at` is where it is tried, where that is not the stage's own address."""

    def __init__(self, chosen: Stage, dist: Path = DIST, zipped: Path = package.ZIP, at: str = "") -> None:
        self.stage = chosen
        self.zipped = zipped
        self.at = at
        self.files = contents(chosen, dist)
        self.function = Function(chosen)
        self.api = Stack(chosen, "api")
        self.edge = Stack(chosen, "site")

    def who(self) -> None:
        with step("Credentials"):
            account = boto3.client("sts", region_name=self.stage.region).get_caller_identity()
        say(f"  as {account['Arn']}; the API in {self.stage.region}, the site in {self.edge.region}")

    def site(self) -> Site | None:
        bucket = self.edge.resource("SiteBucket")
        return Site(self.stage, bucket, self.files) if bucket else None

    def plan(self) -> list[str]:
        """What a deployment would change. It asks only."""
        found = self.api.differences(self.stage.parameters("api"))
        found += self.function.differences(self.zipped, self.address() or NOWHERE)
        host = self.function.address_now() or NOT_YET
        found += self.edge.differences(self.stage.parameters("site", host))
        site = self.site()
        changes = site.changes() if site else Changes(send=in_order(self.files))
        found += [f"site: {name} would be sent" for name in changes.send]
        found += [f"site: {name} would be removed" for name in changes.stale]
        return found

    def deploy(self) -> str:
        """Brings everything live and returns its address. Raises `Failed`; what was live before then still is."""
        live = self.function.live()
        # One that names nowhere was left by a first deployment that did not come to its end: nothing to go back to.
        version_before = live if live and self.function.told(live) != NOWHERE else None
        with step("Stack of the API: log and alarms"):
            self.api.put(self.stage.parameters("api"))
        address = self.address() or NOWHERE
        version = self._version(address)
        if live is None:
            with step("Public address of the function"):
                self.function.make_live(version)
        host = self.function.address()
        with step("Stack of the site: bucket, edge, headers"):
            self.edge.put(self.stage.parameters("site", host))
        site = self.site()
        if site is None:
            raise Failed("Stack of the site: it has no bucket")
        if (given := self.address()) != address:  # CloudFront has given the stage one
            version = self._version(given)
        site.keep_versions()
        changes, before = site.changes(), site.now()
        with step(f"Files named by their content, {len(changes.send) - len(entries(changes.send))} of them"):
            site.send([name for name in changes.send if name not in entries(changes.send)])
        try:
            with step("Live: the function's version, then the page, then its worker"):
                self.function.make_live(version)
                site.send(entries(changes.send))
            self._invalidate(entries(changes.send))
            self._smoke()
        except (Exception, KeyboardInterrupt) as fault:
            self._back(version_before, site, before)
            raise fault if isinstance(fault, Failed) else Failed(str(fault)) from fault
        with step("Record of the release, and what it no longer needs"):
            kept = {name: number for name, number in site.now().items() if name in self.files}
            site.record([*site.releases(), Release(version, kept)])
            site.drop(changes.stale)
            self.function.drop([one.version for one in site.releases()])
        return self.address()

    def roll_back(self) -> str:
        """Makes the release before this one live again, function and site, and returns what is live then."""
        site = self.site()
        releases = site.releases() if site else []
        if site is None or len(releases) < 2:
            raise Failed("Rollback: there is no release before this one")
        *_, wanted, current = releases
        if wanted.version not in self.function.versions():
            raise Failed(f"Rollback: version {wanted.version} of the function is no longer kept")
        if gone := site.gone(wanted.files):
            raise Failed(f"Rollback: the bucket no longer keeps {', '.join(gone)} of that release")
        if (names := self.function.told(wanted.version)) != self.address():
            say(f"Version {wanted.version} names {names or 'no address'} in cards and FHIR, not {self.address()}:")
            say("  its links lead there. To have them right, deploy that release anew instead.")
        with step(f"Function: version {wanted.version} in place of {current.version}"):
            self.function.make_live(wanted.version)
        with step("Site: the files of that release"):
            back = site.restore(wanted.files)
            site.record(
                [*releases[:-2], Release(wanted.version, {n: v for n, v in site.now().items() if n in wanted.files})]
            )
        self._invalidate(entries(back))
        return f"version {wanted.version} is live again at {self.address()}"

    def remove(self) -> None:
        """Takes away everything of the stage, with the bucket and all that it holds."""
        bucket = self.edge.resource("SiteBucket")
        with step("Stack of the site (CloudFront takes some minutes)"):
            self.edge.remove()
        with step("Bucket"):
            if bucket:
                Site(self.stage, bucket, {}).empty()
        with step("Function, its versions, address and role"):
            self.function.remove()
        with step("Stack of the API"):
            self.api.remove()

    def status(self) -> list[str]:
        live, site = self.function.live(), self.site()
        return [
            f"function {self.stage.function}: version {live or '(none)'} is live, {self.function.address_now() or 'no address'}",
            f"site: {len(site.now()) if site else 0} files, {len(site.releases()) if site else 0} releases recorded",
            f"address: {self.address() or '(none)'}",
        ]

    def address(self) -> str:
        """Where everyone reaches the stage: its domain, or what CloudFront calls it; empty before it has one."""
        if self.stage.domain:
            return f"https://{self.stage.domain}"
        number = self.edge.resource("Distribution")
        if not number:
            return ""
        found = boto3.client("cloudfront", region_name=self.edge.region).get_distribution(Id=number)
        return f"https://{found['Distribution']['DomainName']}"

    def _version(self, address: str) -> str:
        """A version of the function that knows its address, tried before anyone meets it."""
        with step(f"Function: role, code, settings, address {address}"):
            version = self.function.put(self.zipped, address)
        with step(f"Trial of version {version}, before anyone meets it"):
            smoke.api(lambda *asked: self.function.ask(version, *asked), smoke.guideline_version(), address)
        return version

    def _invalidate(self, names: list[str]) -> None:
        number = self.edge.resource("Distribution")
        if not number or not names:
            return
        with step(f"Edge: forget {', '.join(names)}"):
            paths = ["/", *(f"/{name}" for name in names)]
            boto3.client("cloudfront", region_name=self.edge.region).create_invalidation(
                DistributionId=number,
                InvalidationBatch={
                    "Paths": {"Quantity": len(paths), "Items": paths},
                    "CallerReference": str(time.time_ns()),
                },
            )

    def _smoke(self) -> None:
        base = self.at or self.address()
        with step(f"Smoke test of {base}: files, headers, one evaluation, addresses"):
            ask = smoke.over_http(base)
            _until_it_holds(lambda: smoke.api(ask, smoke.guideline_version(), self.address()), base)
            _until_it_holds(lambda: smoke.site(ask, self.stage, self.files), base)

    def _back(self, version: str | None, site: Site, files: dict[str, str]) -> None:
        if version is None:
            say("There was no version before this one to go back to.")
            return
        with step(f"Back to version {version} and the files of before"):
            self.function.make_live(version)
            self._invalidate(entries(site.restore(files)))


def _until_it_holds(check: Callable[[], None], base: str) -> None:
    """A new address, or a new answer, is not everywhere at once."""
    tries = 1 if base.startswith("http://127.0.0.1") else TRIES
    for left in reversed(range(tries)):
        try:
            return check()
        except OSError as fault:
            trouble: Exception = RuntimeError(f"{base} does not answer: {fault}")
        except RuntimeError as fault:
            trouble = fault
        if left:
            time.sleep(PAUSE)
    raise trouble


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    asked.add_argument("what", choices=["deploy", "plan", "rollback", "status", "undeploy"])
    asked.add_argument("stage")
    asked.add_argument("--at", default="", help="where to try it, where that is not the stage's own address")
    asked.add_argument("--dist", type=Path, default=DIST)
    asked.add_argument("--zip", type=Path, default=package.ZIP)
    given = asked.parse_args()
    try:
        with step("Settings"):
            deployment = Deployment(stage(given.stage), given.dist, given.zip, given.at)
        deployment.who()
        if given.what == "plan":
            say("\n".join(deployment.plan()) or "Nothing would change.")
        elif given.what == "deploy":
            say(f"Live: {deployment.deploy()}")
        elif given.what == "rollback":
            say(deployment.roll_back())
        elif given.what == "status":
            say("\n".join(deployment.status()))
        else:
            deployment.remove()
            say(f"Nothing of {given.stage} is left.")
    except Failed as fault:
        sys.exit(f"\n{fault}")
    except (BotoCoreError, ClientError) as fault:
        sys.exit(f"\nAfter the last step above: {fault}")


if __name__ == "__main__":
    main()
