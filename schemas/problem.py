"""The one shape of every error: RFC 9457 problem details."""

import marshmallow as ma


class Refusal(ma.Schema):
    """One thing that was refused."""

    class Meta:
        unknown = ma.INCLUDE

    pointer = ma.fields.String(
        required=True, metadata={"description": "JSON pointer (RFC 6901) to the refused member of the request."}
    )
    detail = ma.fields.String(required=True, metadata={"description": "What came, what is allowed, and why."})
    allowed = ma.fields.String(
        required=True, metadata={"description": "What is accepted there: units, codes, or a range."}
    )


class Problem(ma.Schema):
    """RFC 9457 problem details."""

    class Meta:
        unknown = ma.INCLUDE

    type = ma.fields.String(
        required=True,
        metadata={"format": "uri-reference", "description": "The kind of problem, told at /docs/problems."},
    )
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(required=True)
    errors = ma.fields.List(
        ma.fields.Nested(Refusal), metadata={"description": "Every refused member, in the order they were sent."}
    )
