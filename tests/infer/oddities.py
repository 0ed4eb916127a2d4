"""Programs that no reader writes: deep, huge, odd. They are parsed and gone through, and never run.

Those in `odd/` are written out; here are those that are made.
"""
# ruff: noqa: E501  (a program a line)

from pathlib import Path

__all__ = ["PROGRAMS"]

DEEP = {
    "parentheses": "x = " + "(" * 150 + "1" + ")" * 150,
    "too many parentheses": "x = " + "(" * 5000 + "1" + ")" * 5000,
    "attributes": "import numpy as np\nx = np.zeros(3)\ny = x"
    + ".T" * 3000
    + "\nz = np"
    + ".a" * 3000
    + "\nw = unknown"
    + ".b" * 3000,
    "calls": "def f(*a): return f\ny = f" + "()" * 3000 + "\nz = unknown" + "(1)" * 3000,
    "nested calls": "import numpy as np\ny = "
    + "np.abs(" * 90
    + "np.zeros(3)"
    + ")" * 90
    + "\nz = "
    + "g(" * 95
    + "1"
    + ")" * 95,
    "subscripts": "y = [[1]]\nz = y" + "[0]" * 3000 + "\nw = unknown" + "[0]" * 3000 + "\nv = unknown" + '["k"]' * 3000,
    "methods": "s = ''" + ".strip()" * 2000 + "\nw = unknown" + ".f(1).g[0]" * 1000,
    "target": "unknown"
    + ".a" * 2000
    + " = 1\nunknown"
    + "[0]" * 2000
    + " = 1\nunknown"
    + ".a" * 2000
    + " += 1\ndel unknown"
    + ".a" * 2000,
    "update": "w" + ".a" * 2000 + " = w" + ".a" * 2000 + " - 1",
    "lambdas": "f = " + "lambda: " * 500 + "1\nx = f" + "()" * 500,
    "lambda arguments": "f = " + "lambda x: " * 90 + "x\n",
    "elif": "if a == 0:\n    x = 0\n" + "".join(f"elif a == {i}:\n    x = {i}\n" for i in range(2000)),
    "elif in a function": "def f(a, x):\n    if a == 0:\n        x = 0\n"
    + "".join(f"    elif a == {i}:\n        x = [x, {i}]\n" for i in range(2000))
    + "    return x\ny = f(u, v)",
    "else if": "".join("    " * i + f"if a{i}:\n" + "    " * (i + 1) + f"x{i} = {i}\n" for i in range(95)),
    "sum": "x = " + " + ".join(f"a{i}" for i in range(3000)),
    "sum of arrays": "import numpy as np\na = np.zeros(3)\nx = " + " + ".join(["a"] * 3000),
    "sum of sizes": "import numpy as np\ndef f("
    + ", ".join(f"a{i}" for i in range(300))
    + "):\n    return np.zeros("
    + " + ".join(f"a{i}" for i in range(300))
    + ")",
    "product of sizes": "import numpy as np\ndef f(X, Y, "
    + ", ".join(f"a{i}" for i in range(100))
    + "):\n    n = "
    + " * ".join(f"(a{i} + {i})" for i in range(100))
    + "\n    return np.zeros((n, n)).reshape(-1, n * n) @ X.reshape(n, -1)",
    "powers of sizes": "import numpy as np\ndef f(n, m, k):\n    z = (n + m + k)\n"
    + "    z = z * z + n\n" * 30
    + "    return np.zeros(z) + np.zeros(z + 1)",
    "right powers": "x = " + " ** ".join(["2"] * 90),
    "boolean": "x = "
    + " and ".join(f"a{i}" for i in range(3000))
    + "\ny = "
    + " or ".join(f"a{i}" for i in range(3000)),
    "comparison": "x = " + " < ".join(f"a{i}" for i in range(3000)),
    "nots": "x = " + "not " * 1500 + "y\nz = " + "-" * 1500 + "y",
    "conditional": "x = " + " else ".join(f"{i} if a{i} else"[:-5] for i in range(900)) + " else 1",
    "strings": "x = " + " ".join(['"ab"'] * 5000) + "\ny = " + " + ".join(['"ab"'] * 3000),
    "f-strings": "x = f'" + "{a}" * 3000 + "'",
    "loops": "".join(" " * i + f"for i{i} in range(3):\n" for i in range(19)) + " " * 19 + "x = 1\n",
    "loops over the unknown": "".join(" " * i + f"for i{i} in u:\n" for i in range(19)) + " " * 19 + "x = [x, 1]\n",
    "while loops": "".join(" " * i + f"while u{i}:\n" for i in range(19)) + " " * 19 + "x = [x, 1]\n",
    "ifs": "".join(" " * i + f"if u{i}:\n" for i in range(95)) + " " * 95 + "x = 1\n",
    "sequential ifs": "x = []\n" + "".join(f"if u{i}:\n    x = [x, x]\n" for i in range(500)),
    "withs": "".join(" " * i + f"with u{i}:\n" for i in range(19)) + " " * 19 + "x = 1\n",
    "with items": "with " + ", ".join(f"u as a{i}" for i in range(500)) + ":\n    pass\n",
    "tries": "".join(" " * i + "try:\n" for i in range(18))
    + " " * 18
    + "x = 1\n"
    + "".join(" " * i + "except E:\n" + " " * i + " x = 2\n" for i in range(17, -1, -1)),
    "functions": "".join(" " * i + f"def f{i}():\n" for i in range(95))
    + " " * 95
    + "return 1\n"
    + "".join(" " * i + f"return f{i}()\n" for i in range(94, 0, -1))
    + "x = f0()\n",
    "classes": "".join(" " * i + f"class C{i}:\n" for i in range(95)) + " " * 95 + "x = 1\n",
    "500 loops": "".join(" " * i + f"for i{i} in range(3):\n" for i in range(500)) + " " * 500 + "x = 1\n",
    "comprehensions": "x = " + "[" * 40 + "1" + "".join(f" for i{i} in range(2)]" for i in range(40)),
    "comprehension parts": "x = [1" + "".join(f" for i{i} in range(4)" for i in range(40)) + "]",
    "conditions": "x = [1 for a in u" + "".join(f" if a > {i}" for i in range(500)) + "]",
    "lists": "x = " + "[" * 150 + "1" + "]" * 150 + "\nimport numpy as np\ny = np.array(x)",
    "dicts": "x = " + "{1: " * 150 + "1" + "}" * 150,
    "grown lists": "x = []\n"
    + "x = [x, x]\n" * 2000
    + "import numpy as np\ny = np.array(x)\nprint(x == x, len(x))\nfor a in x:\n    y = [a, x]",
    "grown tuples": "x = ()\n"
    + "x = (x, x)\n" * 300
    + "import numpy as np\ny = np.array(x)\nb = x == x\nd = {x: 1}\nif u:\n    x = (x, x)\nz = isinstance(1, x)\nv = x in x\nw = '%s' % x\nc = f(x)",
    "doubled tuples": "x = (1,)\n" + "x = x + x\n" * 200 + "\ny = x * 10 ** 6\n",
    "doubled text": "x = 'a'\n"
    + "x = x + x\n" * 200
    + "y = 'a'\nfor i in range(100):\n    y += y\nz = '%s%s' % (x, x)\n",
    "doubled lists": "x = [1]\n" + "x = x + x\n" * 200 + "y = [1]\nfor i in range(100):\n    y.extend(y)\ny += y\n",
    "squared numbers": "x = 3\n"
    + "x = x * x\n" * 200
    + "y = 3\nfor i in range(100):\n    y **= y\nz = 1 << x\nw = 1 << 10 ** 12\nv = f'{x}'",
    "grown strings": "x = 'a{}'\nfor i in range(48):\n    x = x.replace('a', 'aa')\n"
    + "x = x.join([x, x, x])\n" * 40
    + "y = x.format(x)\nz = f'{x}{x}'\n"
    + "z = f'{z}{z}{z}'\n" * 60,
    "decorators": "".join(f"@d{i}\n" for i in range(500)) + "def f(): pass\n",
    "bases": "class A0: pass\n"
    + "".join(f"class A{i}(A{i - 1}): pass\n" for i in range(1, 800))
    + "x = A799()\ny = x.f\nz = isinstance(x, A0)",
    "diamonds": "class A0: pass\nclass B0: pass\n"
    + "".join(f"class A{i}(A{i - 1}, B{i - 1}): pass\nclass B{i}(A{i - 1}, B{i - 1}): pass\n" for i in range(1, 40))
    + "x = A39()\ny = x.f",
    "callers": "def f0(x): return x\n"
    + "".join(f"def f{i}(x): return (f{i - 1}(x), f{i - 1}([x]))\n" for i in range(1, 60))
    + "y = f59(u)",
    "closures": "def f0(x): return x\n"
    + "".join(f"f{i} = lambda x: f{i - 1}(f{i - 1}(x))\n" for i in range(1, 60))
    + "y = f59(u)",
    "parameters": "def f("
    + ", ".join(f"a{i}=None" for i in range(1000))
    + "): return a0\nf("
    + ", ".join(f"a{i}=1" for i in range(1000))
    + ")",
    "globals": "".join(f"x{i} = {i}\n" for i in range(20000)),
    "returns": "def f(a):\n"
    + "".join(f"    if a == {i}:\n        return [{i}, a]\n" for i in range(1000))
    + "y = f(u)",
    "statements": "import numpy as np\n" + "x = np.zeros((3, 4))\ny = x @ x.T\n" * 1500,
    "match": "match u:\n"
    + "".join(f"    case [{i}, *a]:\n        x = {i}\n" for i in range(1000))
    + "match u:\n    case "
    + "[" * 90
    + "a"
    + "]" * 90
    + ":\n        pass\n",
    "alternatives": "match u:\n    case " + " | ".join(map(str, range(2000))) + ":\n        pass\n",
    "unpacking": ", ".join(f"a{i}" for i in range(2000)) + " = u\n" + "(" * 90 + "a," + "),*b" * 89 + ") = u",
    "chained targets": " = ".join(f"a{i}" for i in range(2000)) + " = []",
}
HUGE = {
    "integer": "x = "
    + "9" * 4000
    + "\ny = x * x\nz = x ** x\nw = str(x)\nimport numpy as np\na = np.zeros(x)\nb = np.zeros((x, x)).reshape(-1)\nc = f'{x}'",
    "too long integer": "x = " + "9" * 10**6,
    "hexadecimal": "x = 0x"
    + "f" * 10**6
    + "\ny = x * x\nz = str(y)\nimport numpy as np\nw = np.zeros(x)\nv = np.zeros((x, 3)) @ np.zeros((4, x))\nu = range(x)\nt = '%d' % x\ns = f'{x}'\nr = [0] * x\nprint(x / 3, x // 7, x % 13, float(x), x ** 0.5, x << x, x == y, -x, ~x)\nnp.ones(3)[x]\nnp.ones(3).reshape(x, 2)\na, b = np.zeros(x)\nnp.arange(x)\nnp.sum(np.ones(3), axis=x)\nnp.tile(np.ones(3), x)\nnp.repeat(np.ones(3), x)\nnp.linspace(0, 1, x)\nnp.eye(x)\nassert np.ones(3).shape == (x,)\nnp.ones((3, 4))[0, x]",
    "list": "x = ["
    + ", ".join(map(str, range(100_000)))
    + "]\nimport numpy as np\ny = np.array(x)\nz = x + x\nfor a in x:\n    b = a\nx.append(1)\nsorted(x)\nw = [a for a in x]\nif u:\n    x = x + [1]",
    "list of lists": "x = ["
    + ", ".join(["[1, 2, 3]"] * 30_000)
    + "]\nimport numpy as np\ny = np.array(x)\nz = x[0]\nfor a in x:\n    b = a\n",
    "dict": "x = {"
    + ", ".join(f"{i}: [{i}]" for i in range(20_000))
    + "}\ny = x[3]\nfor k, v in x.items():\n    y = v\nif u:\n    x = {**x, 1: 2}\nz = sum(x.values())\nx.update(x)\nx[u] = 3",
    "text": "x = '"
    + "a" * 10**6
    + "'\ny = x + x\nz = x * 1000\nw = x.upper().split('a')\nv = [c for c in x]\nt = list(x)\ns = tuple(x)\nd = {x: 1}",
    "bytes": "x = b'" + "a" * 10**6 + "'\ny = x * 10 ** 9\nz = list(x)",
    "escapes": "x = '\\ud800'\ny = f'{x}'\nz = {x: 1}\nimport numpy as np\nnp.zeros(3)[x]\nnp.ones((2, 3)) @ np.ones((4, 5))  # \\ud800\ns = x.encode()\nunknown[x]\nunknown[x] = 3\n",
    "names": "变量 = 3\nimport numpy as np\nµ = np.zeros(3)\nπ2 = np.ones((2, 3)) @ np.ones((变量, 5))\n"
    + "a" * 10**5
    + " = np.zeros(3)\nb = "
    + "a" * 10**5
    + ".reshape(7)\n",
    "keyword": "f("
    + ", ".join(f"k{i}=1" for i in range(5000))
    + ")\ng(**{"
    + ", ".join(f"'k{i}': 1" for i in range(5000))
    + "})",
}
TEXTS: dict[str, str] = {
    "nothing": "",
    "byte order mark": "\ufeffx = 1",
    "null": "x = 1\0",
    "only null": "\0" * 100,
    "carriage returns": "import numpy as np\r\nx = np.ones((2, 3)) @ np.ones((4, 5))\r\n\r",
    "bare carriage returns": "import numpy as np\rx = np.ones((2, 3)) @ np.ones((4, 5))\r",
    "form feeds": "import numpy as np\n\f\nx = np.ones((2, 3)) @ np.ones((4, 5))\n\f",
    "separators": "x = '\x1c\x1d\x85\u2028'\nimport numpy as np\ny = '\u2028' + np.ones((2, 3)) @ np.ones((4, 5))\n",
    "surrogate": "x = '\ud800'",
    "surrogate in a name": "\ud800 = 1",
    "tabs": "if 1:\n\tx = 1\n        y = 2\n",
    "other encoding": "# -*- coding: latin-1 -*-\nx = 'é'",
    "no encoding": "# -*- coding: nonsense -*-\nx = 1",
    "white space": " \n\t\n",
    "comment": "# only",
    "backslash": "x = \\",
    "open text": "x = '''",
    "open bracket": "x = (",
    "emoji": "x = '👩‍👩‍👧‍👦'\nimport numpy as np\nnp.ones((2, 3)) @ np.ones((4, 5)), '👩'",
    "indented": "    x = 1",
    "python 2": "print 'x'",
    "notebook": "%matplotlib inline\n!ls\nx?",
}

WRITTEN = {
    file.stem: file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "odd").glob("*.txt"))
}
PROGRAMS = {
    f"{family}: {name}": text
    for family, members in (("deep", DEEP), ("huge", HUGE), ("text", TEXTS), ("odd", WRITTEN))
    for name, text in members.items()
}
