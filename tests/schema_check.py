"""A validator for the part of JSON Schema that our schemas use; a keyword that it does not know is an error."""

import re

_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
_SAID = {"$schema", "$id", "$defs", "title", "description", "default", "markdownDescription", "examples"}


def problems(value, schema, root=None, at="$"):
    """Give what is wrong with a value, a line for each place."""
    root = schema if root is None else root
    found = []
    for keyword, wanted in schema.items():
        match keyword:
            case _ if keyword in _SAID:
                pass
            case "$ref":
                found += problems(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, at)
            case "type":
                kinds = [wanted] if isinstance(wanted, str) else wanted
                if not any(_is(value, kind) for kind in kinds):
                    found.append(f"{at} must be {' or '.join(kinds)} (got {value!r})")
            case "const":
                found += [] if value == wanted and type(value) is type(wanted) else [f"{at} must be {wanted!r}"]
            case "enum":
                found += [] if value in wanted else [f"{at} must be one of {wanted} (got {value!r})"]
            case "pattern":
                if isinstance(value, str) and not re.search(wanted, value):
                    found.append(f"{at} must match {wanted} (got {value!r})")
            case "minimum":
                if _is(value, "integer") and value < wanted:
                    found.append(f"{at} must be at least {wanted} (got {value!r})")
            case "minLength":
                if isinstance(value, str) and len(value) < wanted:
                    found.append(f"{at} must have {wanted} characters at least")
            case "required":
                if isinstance(value, dict):
                    found += [f"{at} has no {name}" for name in wanted if name not in value]
            case "properties":
                if isinstance(value, dict):
                    for name, inner in wanted.items():
                        if name in value:
                            found += problems(value[name], inner, root, f"{at}.{name}")
            case "additionalProperties":
                if isinstance(value, dict):
                    for name in value.keys() - schema.get("properties", {}).keys():
                        if wanted is False:
                            found.append(f"{at} has {name}, which is not described")
                        else:
                            found += problems(value[name], wanted, root, f"{at}.{name}")
            case "items":
                if isinstance(value, list):
                    for place, item in enumerate(value):
                        found += problems(item, wanted, root, f"{at}[{place}]")
            case "uniqueItems":
                if wanted and isinstance(value, list) and len(value) != len({repr(item) for item in value}):
                    found.append(f"{at} has an item twice")
            case "anyOf":
                if all(problems(value, inner, root, at) for inner in wanted):
                    found.append(f"{at} fits no choice (got {value!r})")
            case _:
                raise NotImplementedError(keyword)
    return found


def undescribed(value, schema, root=None, at="$"):
    """Give what a value has that its schema does not speak of."""
    root = schema if root is None else root
    if "$ref" in schema:
        return undescribed(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    for inner in schema.get("anyOf", ()):
        if not problems(value, inner, root):
            return undescribed(value, inner, root, at)
    if isinstance(value, list):
        return [line for item in value for line in undescribed(item, schema.get("items", {}), root, f"{at}[]")]
    if isinstance(value, dict) and "additionalProperties" not in schema:
        known = schema.get("properties", {})
        found = [f"{at}.{name}" for name in value if name not in known]
        return found + [
            line
            for name in value
            if name in known
            for line in undescribed(value[name], known[name], root, f"{at}.{name}")
        ]
    return []


def _is(value, kind):
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, _TYPES[kind])
