"""Reads the tree that Google's CEL checker serialises, and writes it as compact lists.

`cel-expr-python` gives no tree, only the serialised `cel.expr.CheckedExpr`; its message layout
(cel-spec, proto/cel/expr) is declared here as far as it is needed.
"""

from __future__ import annotations

from typing import Any

from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, message_factory

_FIELD = descriptor_pb2.FieldDescriptorProto
_LAYOUT: dict[str, list[tuple[str, int, Any]]] = {
    "Constant": [
        ("null_value", 1, _FIELD.TYPE_INT32),
        ("bool_value", 2, _FIELD.TYPE_BOOL),
        ("int64_value", 3, _FIELD.TYPE_INT64),
        ("uint64_value", 4, _FIELD.TYPE_UINT64),
        ("double_value", 5, _FIELD.TYPE_DOUBLE),
        ("string_value", 6, _FIELD.TYPE_STRING),
        ("bytes_value", 7, _FIELD.TYPE_BYTES),
    ],
    "Ident": [("name", 1, _FIELD.TYPE_STRING)],
    "Select": [("operand", 1, "Expr"), ("field", 2, _FIELD.TYPE_STRING), ("test_only", 3, _FIELD.TYPE_BOOL)],
    "Call": [("target", 1, "Expr"), ("function", 2, _FIELD.TYPE_STRING), ("args", 3, ["Expr"])],
    "List": [("elements", 1, ["Expr"])],
    "Struct": [("message_name", 1, _FIELD.TYPE_STRING)],
    "Comprehension": [
        ("iter_var", 1, _FIELD.TYPE_STRING),
        ("iter_range", 2, "Expr"),
        ("accu_var", 3, _FIELD.TYPE_STRING),
        ("accu_init", 4, "Expr"),
        ("loop_condition", 5, "Expr"),
        ("loop_step", 6, "Expr"),
        ("result", 7, "Expr"),
    ],
    "Expr": [
        ("id", 2, _FIELD.TYPE_INT64),
        ("const_expr", 3, "Constant"),
        ("ident_expr", 4, "Ident"),
        ("select_expr", 5, "Select"),
        ("call_expr", 6, "Call"),
        ("list_expr", 7, "List"),
        ("struct_expr", 8, "Struct"),
        ("comprehension_expr", 9, "Comprehension"),
    ],
    "Checked": [("expr", 4, "Expr")],
}
_OPERATORS = {
    "_&&_": "&&",
    "_||_": "||",
    "!_": "!",
    "_==_": "==",
    "_!=_": "!=",
    "_<_": "<",
    "_<=_": "<=",
    "_>_": ">",
    "_>=_": ">=",
    "_+_": "+",
    "_-_": "-",
    "_*_": "*",
    "_/_": "/",
    "_?_:_": "?",
    "@in": "in",
    "-_": "negate",
}


def _message_class() -> Any:
    file = descriptor_pb2.FileDescriptorProto(name="cel_layout.proto", package="layout", syntax="proto3")
    for name, fields in _LAYOUT.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            repeated = isinstance(kind, list)
            target = kind[0] if repeated else kind
            entry = message.field.add(name=field, number=number, label=3 if repeated else 1)
            if isinstance(target, str):
                entry.type, entry.type_name = _FIELD.TYPE_MESSAGE, f".layout.{target}"
            else:
                entry.type = target
            if not repeated and not isinstance(target, str):
                entry.proto3_optional = True
                entry.oneof_index = len(message.oneof_decl)
                message.oneof_decl.add(name=f"_{field}")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("layout.Checked"))


_CHECKED = _message_class()


class Unsupported(Exception):
    """A construct of CEL that the evaluators do not carry."""


def tree(serialised: bytes) -> Any:
    """The compact tree of a checked expression, as `engine.expressions` reads it.

    Raises Unsupported for what lies outside the subset.
    """
    wrapper = any_pb2.Any.FromString(serialised)
    return _node(_CHECKED.FromString(wrapper.value).expr)


def _node(expr: Any) -> Any:
    if expr.HasField("const_expr"):
        return _literal(expr.const_expr)
    if expr.HasField("ident_expr"):
        return ["var", expr.ident_expr.name]
    if expr.HasField("select_expr"):
        return _select(expr.select_expr)
    if expr.HasField("call_expr"):
        return _call(expr.call_expr)
    if expr.HasField("list_expr"):
        return ["list", *(_node(element) for element in expr.list_expr.elements)]
    if expr.HasField("comprehension_expr"):
        return _macro(expr.comprehension_expr)
    raise Unsupported("messages and maps are not used in the guideline")


def _literal(constant: Any) -> Any:
    for field in ("double_value", "bool_value", "string_value"):
        if constant.HasField(field):
            return getattr(constant, field)
    if constant.HasField("int64_value") or constant.HasField("uint64_value"):
        raise Unsupported("whole numbers without a point are integers in CEL; every number here is a double")
    raise Unsupported("null and bytes are not used in the guideline")


def _select(select: Any) -> Any:
    operand = select.operand
    if not operand.HasField("ident_expr"):
        raise Unsupported("only fields of patient, reported, limit and the like can be read")
    return ["has" if select.test_only else "get", operand.ident_expr.name, select.field]


def _call(call: Any) -> Any:
    operator = _OPERATORS.get(call.function)
    if operator is None or call.HasField("target"):
        raise Unsupported(f"the function {call.function} is not used in the guideline")
    operands = [_node(argument) for argument in call.args]
    if operator == "negate":
        if isinstance(operands[0], float):
            return -operands[0]
        raise Unsupported("write 0.0 - x for a negated value")
    return [operator, *operands]


def _macro(loop: Any) -> Any:
    """exists and all, recognised by how CEL expands them."""
    step = loop.loop_step.call_expr
    start = loop.accu_init.const_expr
    if step.function == "_||_" and start.HasField("bool_value") and not start.bool_value:
        return ["exists", loop.iter_var, _node(loop.iter_range), _node(step.args[1])]
    if step.function == "_&&_" and start.HasField("bool_value") and start.bool_value:
        return ["all", loop.iter_var, _node(loop.iter_range), _node(step.args[1])]
    raise Unsupported("of the macros only exists, all and has are used in the guideline")
