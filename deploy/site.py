"""Brings the built app into the bucket: first what is named by its content, last what decides which version runs.

At every moment the page that is there finds all it names. What a failed deployment replaced is put back.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from werkzeug.utils import get_content_type

from tools import edge

from .stages import EDGE_REGION, Stage

PREFIX = "site/"
RELEASES = "releases.json"  # beside the site, where the distribution cannot read it
KEPT = 5
LAST = ("manifest.webmanifest", "launchers.json", "callback.html", "launch.html", "index.html", "sw.js")


@dataclass(frozen=True)
class Release:
    """What one deployment put live: the function's version, and each file with the bucket's version of it."""

    version: str
    files: dict[str, str]


@dataclass
class Changes:
    """What differs between the built app and the bucket."""

    send: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


class Site:
    def __init__(self, stage: Stage, bucket: str, files: dict[str, bytes]) -> None:
        self.stage = stage
        self.bucket = bucket
        self.files = files
        self.client = boto3.client("s3", region_name=EDGE_REGION)

    def changes(self) -> Changes:
        """Files to send, in their order, and files that neither this release nor the one before names."""
        there = self._there()
        send = [name for name in in_order(self.files) if there.get(name) != self._digest(name)]
        before = self.releases()[-1].files if self.releases() else {}
        return Changes(send, sorted(set(there) - set(self.files) - set(before)))

    def send(self, names: list[str]) -> None:
        for name in names:
            self.client.put_object(
                Bucket=self.bucket,
                Key=PREFIX + name,
                Body=self.files[name],
                ContentType=get_content_type(edge.media_type(name), "utf-8"),
                CacheControl=self.stage.headers(f"/{name}")["Cache-Control"],
            )

    def keep_versions(self) -> None:
        """Sees to it that what is replaced can be put back, as the template already asks of the bucket."""
        if self.client.get_bucket_versioning(Bucket=self.bucket).get("Status") != "Enabled":
            wanted = {"Status": "Enabled"}
            self.client.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration=wanted)

    def drop(self, names: list[str]) -> None:
        for name in names:
            self.client.delete_object(Bucket=self.bucket, Key=PREFIX + name)

    def now(self) -> dict[str, str]:
        """Each file that is there, with the bucket's version of it."""
        return {name: version for name, version, latest in self._versions() if latest}

    def gone(self, files: dict[str, str]) -> list[str]:
        """Those of `files` of which that version is no longer there: the bucket keeps what was replaced for a time."""
        kept = {(name, version) for name, version, _ in self._versions()}
        return [name for name in in_order(files) if (name, files[name]) not in kept]

    def restore(self, files: dict[str, str]) -> list[str]:
        """Puts each of `files` back as that version was, in the order of a release. Returns the names it put back."""
        now = self.now()
        back = [name for name in in_order(files) if now.get(name) != files[name]]
        for name in back:
            source = {"Bucket": self.bucket, "Key": PREFIX + name, "VersionId": files[name]}
            self.client.copy_object(Bucket=self.bucket, Key=PREFIX + name, CopySource=source)
        return back

    def releases(self) -> list[Release]:
        """What was live, oldest first."""
        try:
            said = self.client.get_object(Bucket=self.bucket, Key=RELEASES)["Body"].read()
        except self.client.exceptions.NoSuchKey:
            return []
        return [Release(**one) for one in json.loads(said)]

    def record(self, releases: list[Release]) -> None:
        body = json.dumps([vars(one) for one in releases[-KEPT:]]).encode()
        self.client.put_object(Bucket=self.bucket, Key=RELEASES, Body=body, ContentType="application/json")

    def empty(self) -> None:
        """Deletes every version of everything: only then can the bucket go."""
        for page in self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket):
            for one in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                self.client.delete_object(Bucket=self.bucket, Key=one["Key"], VersionId=one["VersionId"])
        self.client.delete_bucket(Bucket=self.bucket)

    def _versions(self) -> list[tuple[str, str, bool]]:
        """Name and version of everything of the site, and whether it is the latest."""
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=PREFIX)
        every = (one for page in pages for one in page.get("Versions", []))
        return [(one["Key"].removeprefix(PREFIX), one["VersionId"], one["IsLatest"]) for one in every]

    def _there(self) -> dict[str, str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=PREFIX)
        every: Iterator[dict[str, Any]] = (one for page in pages for one in page.get("Contents", []))
        return {one["Key"].removeprefix(PREFIX): one["ETag"].strip('"') for one in every}

    def _digest(self, name: str) -> str:
        return hashlib.md5(self.files[name], usedforsecurity=False).hexdigest()  # S3's ETag


def contents(stage: Stage, dist: Path) -> dict[str, bytes]:
    """The built app, and what the stage adds to it: whom the app may meet."""
    built = {path.relative_to(dist).as_posix(): path.read_bytes() for path in dist.rglob("*") if path.is_file()}
    return built | {"launchers.json": stage.launchers.published().encode()}


def in_order(names: Iterable[str]) -> list[str]:
    """Files that are named by their content first, the page and then its worker last."""
    return sorted(names, key=lambda name: (LAST.index(name) if name in LAST else -1, not _hashed(name), name))


def _hashed(name: str) -> bool:
    return "immutable" in edge.headers(f"/{name}")["Cache-Control"]


def entries(names: Iterable[str]) -> list[str]:
    """Those that are not named by their content: a browser may hold them under the same name."""
    return [name for name in names if not _hashed(name)]
