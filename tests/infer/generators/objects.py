"""Classes with protocols of Python's, of which generated programs make objects that hold arrays."""

# ruff: noqa: E501  (texts of programs)

from __future__ import annotations

from dataclasses import dataclass
from random import Random

__all__ = ["FEATURES", "Class"]

# A protocol: alternatives of its lines in a class; each <N> is an array of a size of its own.
FEATURES: dict[str, tuple[str, ...]] = {
    "__init__": (
        "def __init__(self, v=<N>):\n    self.x = v",
        "def __init__(self, v=<N>):\n    self.x = np.append(v, 1)\n    self.y = <N>",
        "def __init__(self, v=<N>):\n    super().__init__()\n    self.x = v",
        "def __init__(self, v=<N>):\n    self.items.append(v)\n    self.x = self.items[0]",
        "def __init__(self, v=<N>):\n    self.items = [v]\n    self.x = v",
        "def __init__(self, v=<N>, **kw):\n    self.__dict__.update(x=v, **kw)",
        "def __init__(self, v=<N>):\n    setattr(self, 'x', v)\n    type(self).count += 1",
        "def __init__(self, v=<N>):\n    self.x = v\n    self.reset()",
    ),
    "property": (
        "@property\ndef y(self):\n    return np.append(self.x, 1)",
        "@property\ndef y(self):\n    return self._y\n@y.setter\ndef y(self, value):\n    self._y = np.append(value, 0)\n_y = <N>",
        "@property\ndef y(self):\n    self.x = <N>\n    return self.x",
        "@property\ndef y(self):\n    return self.__dict__.get('_y', <N>)\n@y.setter\ndef y(self, value):\n    self.__dict__['_y'] = value\n    self.x = <N>",
        "@functools.cached_property\ndef y(self):\n    return np.append(self.x, [1, 2])",
    ),
    "__getattr__": (
        "def __getattr__(self, name):\n    if name.startswith('__'):\n        raise AttributeError(name)\n    return <N>",
        "def __getattr__(self, name):\n    if name == 'y':\n        self.y = <N>\n        return self.y\n    raise AttributeError(name)",
        "def __getattribute__(self, name):\n    if name == 'y':\n        return <N>\n    return object.__getattribute__(self, name)",
    ),
    "__setattr__": (
        "def __setattr__(self, name, value):\n    super().__setattr__(name, np.append(value, 0) if name == 'x' else value)",
        "def __setattr__(self, name, value):\n    object.__setattr__(self, name, value)\n    object.__setattr__(self, 'z', value)",
        "def __setattr__(self, name, value):\n    self.__dict__[name] = value\n    self.log.append(name)\nlog = []",
        "def __setattr__(self, name, value):\n    if name != 'y':\n        super().__setattr__(name, value)",
    ),
    "__getitem__": (
        "def __getitem__(self, i):\n    return self.x if i == 0 else <N>",
        "def __getitem__(self, i):\n    if i > 2:\n        raise IndexError\n    return np.zeros(i + 50)",
        "def __getitem__(self, i):\n    return self.items[i]",
    ),
    "__setitem__": (
        "def __setitem__(self, i, v):\n    self.x = v",
        "def __setitem__(self, i, v):\n    self.items.append(v)\n    self.x = self.items[-1]",
    ),
    "__len__": ("def __len__(self):\n    return len(self.items)", "def __len__(self):\n    self.x = <N>\n    return 3"),
    "__iter__": (
        "def __iter__(self):\n    yield self.x\n    yield <N>",
        "def __iter__(self):\n    return iter([self.x, <N>])",
        "def __iter__(self):\n    self.k = 0\n    return self\ndef __next__(self):\n    self.k += 1\n    if self.k > 3:\n        raise StopIteration\n    return np.zeros(self.k + 60)",
    ),
    "__call__": (
        "def __call__(self, v=<N>):\n    self.x = v\n    return np.append(v, 1)",
        "def __call__(self, *args):\n    return <N>",
    ),
    "__enter__": (
        "def __enter__(self):\n    return self.x\ndef __exit__(self, *args):\n    self.x = <N>",
        "def __enter__(self):\n    self.x = <N>\n    return self.x\ndef __exit__(self, kind, value, trace):\n    self.y = <N>\n    return True",
        "def __enter__(self):\n    return <N>\ndef __exit__(self, kind, value, trace):\n    return kind is ValueError",
    ),
    "__add__": (
        "def __add__(self, other):\n    return <N>",
        "def __add__(self, other):\n    self.x = <N>\n    return self.x",
        "def __radd__(self, other):\n    return <N>\ndef __iadd__(self, other):\n    self.x = <N>\n    return self\ndef __add__(self, other):\n    return self.x",
    ),
    "__matmul__": ("def __matmul__(self, other):\n    return <N>\n__neg__ = __abs__ = lambda self: <N>",),
    "__eq__": (
        "def __eq__(self, other):\n    self.x = <N>\n    return True\n__hash__ = object.__hash__",
        "def __eq__(self, other):\n    return NotImplemented\n__hash__ = object.__hash__",
    ),
    "__bool__": ("def __bool__(self):\n    return False", "def __bool__(self):\n    self.x = <N>\n    return T"),
    "__contains__": ("def __contains__(self, key):\n    self.x = <N>\n    return False",),
    "__new__": (
        "def __new__(cls, *args, **kwargs):\n    made = super().__new__(cls)\n    made.y = <N>\n    return made",
        "kept = None\ndef __new__(cls, *args, **kwargs):\n    if cls.kept is None:\n        cls.kept = object.__new__(cls)\n    return cls.kept",
    ),
    "descriptor": (
        ("class Place:\n    def __set_name__(self, owner, name):\n        self.name = '_' + name\n    def __get__(self, obj, owner=None):\n"
        "        return <N> if obj is None else obj.__dict__.get(self.name, <N>)\n    def __set__(self, obj, value):\n"
        "        obj.__dict__[self.name] = np.append(value, 1)\ny = Place()"),
        "class Place:\n    def __get__(self, obj, owner=None):\n        return <N>\nz = Place()",
    ),
    "classmethod": (
        "@classmethod\ndef make(cls, v=<N>):\n    made = cls()\n    made.x = v\n    cls.z = <N>\n    return made",
        "@classmethod\ndef make(cls, v=<N>):\n    cls.x = v\n    return cls()",
    ),
    "method": (
        "def step(self, v=<N>):\n    self.x, old = v, self.x\n    return old",
        "def step(self, v=<N>):\n    if F:\n        self.x = v\n    return self.x",
        "def step(self, v=<N>):\n    self.items.append(v)\n    return self.items[0]",
        "def step(self, v=<N>):\n    self.z = v\n    return self.read()",
        "def step(self, v=<N>, *, seen=[]):\n    seen.append(v)\n    return seen[0]",
        "def step(self, v=<N>):\n    C = type(self)\n    C.z = v\n    return self.z",
        "@staticmethod\ndef step(v=<N>):\n    return np.append(v, 1)",
    ),
    "__delattr__": ("def __delattr__(self, name):\n    object.__setattr__(self, name, <N>)",),
    "__init_subclass__": ("def __init_subclass__(cls, **kwargs):\n    super().__init_subclass__(**kwargs)\n    cls.z = <N>",),
    "read": ("def read(self):\n    return self.z", "def read(self):\n    return super().read() if hasattr(super(), 'read') else <N>"),
    "__array__": (
        "def __array__(self, dtype=None, copy=None):\n    return self.x",
        "def __array__(self, dtype=None, copy=None):\n    self.x = <N>\n    return self.y",
    ),
    "dataclass": (
        "@dataclasses.dataclass\nclass Part:\n    a: object\n    b: np.ndarray = dataclasses.field(default_factory=lambda: <N>)",
        "@dataclasses.dataclass\nclass Part:\n    a: object\n    b: object = None\n    def __post_init__(self):\n        self.b = self.b if self.b is not None else <N>",
    ),
    "namedtuple": ("Pair = collections.namedtuple('Pair', 'a b')", "Pair = collections.namedtuple('Pair', ['a', 'b'], defaults=[<N>])"),
    "cached": ("@functools.lru_cache(maxsize=None)\ndef once(self):\n    return self.x", "@functools.cache\ndef once(self):\n    self.x = <N>\n    return self.x"),
    "__missing__": (
        "class Table(dict):\n    def __missing__(self, key):\n        return <N>\ntable = Table()",
        "class Table(dict):\n    def __missing__(self, key):\n        self[key] = <N>\n        return self[key]\ntable = Table(a=<N>)",
    ),
    "mixin": ("mixed_in = True",),
    "private": ("def hide(self, v=<N>):\n    self.__h = v\n    return self.__h\n__h = <N>",),
}  # fmt: skip


@dataclass(frozen=True)
class Class:
    """A class with some protocols, and those of its base."""

    name: str
    base: Class | None
    own: frozenset[str]
    depth: int

    @property
    def features(self) -> frozenset[str]:
        """The protocols that its objects have."""
        return self.own | (self.base.features if self.base else frozenset())

    def definition(self, random: Random) -> list[str]:
        """Give the lines of the class."""
        bases = [self.base.name] if self.base else []
        if "mixin" in self.own and not (self.base and "mixin" in self.base.features):
            bases.insert(random.randint(0, len(bases)), "Mixin")
        lines = [f"class {self.name}({', '.join(bases)}):"]
        if self.base is None:
            lines += ["    x = <N>", "    y = <N>", "    z = <N>", "    items = [<N>]", "    count = 0"]
            lines += ["    def read(self):", "        return self.x", "    def reset(self):", "        self.z = <N>"]
        elif random.random() < 0.5:
            lines += [f"    {random.choice('xyz')} = <N>"]
            if random.random() < 0.4:
                lines += ["    def reset(self):", "        super().reset()", "        self.x = <N>"]
        for feature in sorted(self.own):
            text = random.choice(FEATURES[feature])
            lines += [f"    {line}" for line in text.split("\n")]
        return lines

    def makers(self) -> tuple[str, ...]:
        """Give expressions that make an object."""
        found = [f"{self.name}()"]
        if "__init__" in self.features:
            found += [f"{self.name}(<A>)", f"{self.name}(v=<A>)"]
        if "classmethod" in self.features:
            found += [f"{self.name}.make(<A>)", f"{self.name}.make()"]
        return tuple(found)

    def reads(self, name: str) -> tuple[str, ...]:
        """Give expressions that read an array from an object."""
        found = [f"{name}.{one}" for one in "xxyz"]
        found += [f"getattr({name}, '{one}')" for one in "xy"]
        found += [
            f"{name}.items[0]",
            f"{self.name}.z",
            f"{name}.read()",
            f"getattr({name}, 'zz', <A>)",
            f"type({name}).x",
        ]
        for feature, forms in {
            "__getattr__": (f"{name}.other", f"{name}.y"),
            "__getitem__": (f"{name}[0]", f"{name}[1]"),
            "__iter__": (f"list({name})[0]", f"[*{name}][-1]", f"next(iter({name}))", f"max({name}, key=len)"),
            "__call__": (f"{name}()", f"{name}(<A>)", f"list(map({name}, [<A>]))[0]"),
            "__add__": (f"({name} + 1)", f"({name} + {name})"),
            "__matmul__": (f"({name} @ {name})", f"(-{name})", f"abs({name})"),
            "method": (f"{name}.step()", f"{name}.step(<A>)", f"partial({name}.step, <A>)()"),
            "classmethod": (f"{self.name}.make().x",),
            "property": (f"{name}.y",),
            "__bool__": (f"({name} and {name}.y if {name} else {name}.x)",),
            "__len__": (f"({name}.x if len({name}) > 1 else {name}.y)",),
            "__array__": (f"np.asarray({name})", f"np.append({name}, 1)", f"np.concatenate([{name}, <A>])"),
            "dataclass": (f"{name}.Part(<A>).a", f"{name}.Part(<A>).b", f"{name}.Part(a=<A>, b=<A>).b"),
            "namedtuple": (
                f"{name}.Pair(<A>, <A>).b",
                f"[*{name}.Pair(a=<A>, b=<N>)][0]",
                f"{name}.Pair(<A>, b=<A>)[-1]",
            ),
            "cached": (f"{name}.once()",),
            "__missing__": (f"{name}.table['q']", f"{name}.table.get('a', <A>)", f"{name}.table['a']"),
            "mixin": (f"{name}.mixed()", f"{name}.m"),
            "private": (f"{name}.hide()", f"{name}.hide(<A>)"),
        }.items():
            found += forms * 2 if feature in self.features else ()
        return tuple(found)

    def writes(self, name: str) -> tuple[str, ...]:
        """Give statements that change an object, or what its class holds."""
        found = [f"{name}.{one} = <A>" for one in "xyz"]
        found += [f"{self.name}.{one} = <A>" for one in "xz"]
        found += [f"setattr({name}, 'x', <A>)", f"{name}.items.append(<A>)", f"{name}.items[0] = <A>"]
        found += [
            f"{name}.reset()",
            f"{name}.x = {name}.y",
            f"{name}.x = np.append({name}.x, 1)",
            f"{name}.items = [<A>]",
        ]
        for feature, forms in {
            "__setitem__": (f"{name}[0] = <A>", f"{name}['k'] = <A>"),
            "__call__": (f"{name}(<A>)",),
            "__contains__": (f"1 in {name}",),
            "__eq__": (f"{name} == 1", f"[1, {name}].index({name})"),
            "__add__": (f"{name} + 1",),
            "__len__": (f"len({name})",),
            "__delattr__": (f"del {name}.x",),
            "method": (f"{name}.step(<A>)", f"{self.name}.step({name}, <A>)"),
            "property": (f"{name}.y = <A>", f"{name}.y"),
            "__setattr__": (f"{name}.x = <A>",),
            "__missing__": (f"{name}.table['q'] = <A>", f"{name}.table['a']"),
            "cached": (f"{name}.once()",),
            "mixin": (f"{name}.m = <A>", f"{name}.mix(<A>)"),
            "__enter__": (f"with {name}: {name}.z = <A>",),
            "__bool__": (f"not {name}",),
        }.items():
            found += forms * 2 if feature in self.features else ()
        return tuple(found)
