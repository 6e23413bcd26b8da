"""Writes COUNT config files and what ConfigObj and DVC make of them, a JSON object a line: configobj_cases.py COUNT SEED.

A third is what ConfigObj itself writes, the rest is that with random edits. "error" is null where ConfigObj reads the file.
"""
import io
import json
import random
import sys

from configobj import ConfigObj, ConfigObjError, InterpolationError

SECTIONS = ["studio", "exp", "Studio", "STUDIO", "core", 'remote "s3"', "remote 's 3'", "cache", "a]b", " x ", "#c", "[d", "ü"]
KEYS = ["url", "token", "repo_url", "offline", "git_remote", "URL", "Token", "a b", "k'", 'k"', "#k", "k=", "ä", "url "]
PIECES = ["isat_1", "https://a.example/b", "s3://bucket", "true", "'", '"', "'''", '"""', ",", ", ", "#", " # c", " ", "\t", "=", "[", "]", "%", "%(x)s", "%(",
          "\\", ";", "$x", "ß", "it's", 'say "hi"']
BREAKS = ["\n", "\u00a0", "\u2028", "\u0085", "\x0b", "\x1c"]
EDITS = PIECES + BREAKS + ["\n[studio]\n", "\n[[studio]]\n", "[[", "]]", "\nurl = ", "\ntoken=", " = ", "\r\n", "\r", "\ufeff", "[exp]", "\n", "\n", "'", '"', ","]


def text(rnd):
    pieces = BREAKS if rnd.random() < 0.04 else PIECES
    return "".join(rnd.choice(pieces) for _ in range(rnd.choice([0, 1, 1, 1, 2, 2, 3, 5])))


def value(rnd):
    if rnd.random() < 0.15:
        return [text(rnd) for _ in range(rnd.randrange(4))]
    return text(rnd)


def written(rnd):
    """What ConfigObj writes, or None where it can't quote a value."""
    config = ConfigObj(interpolation=False)
    for _ in range(rnd.randrange(1, 4)):
        section = config
        for _ in range(rnd.choice([0, 1, 1, 1, 1, 2])):
            name = rnd.choice(SECTIONS)
            if name in section.scalars:
                break
            section = section[name] if name in section else section.setdefault(name, {})
        for _ in range(rnd.randrange(4)):
            key = rnd.choice(KEYS)
            if key not in section.sections:
                section[key] = value(rnd)
        if rnd.random() < 0.2 and section.scalars:
            section.inline_comments[section.scalars[0]] = "# " + rnd.choice(["it's", 'a "b"', "]", "x"])
    out = io.BytesIO()
    try:
        config.encoding = "utf-8"
        config.write(out)
    except ConfigObjError:
        return None
    return out.getvalue().decode("utf-8")


def edited(rnd, content):
    for _ in range(rnd.choice([1, 1, 2, 3, 6])):
        at = rnd.randrange(len(content) + 1)
        kind = rnd.random()
        if kind < 0.5:
            content = content[:at] + rnd.choice(EDITS) + content[at:]
        elif kind < 0.8:
            content = content[:at] + content[at + rnd.randrange(1, 4):]
        else:
            other = rnd.randrange(len(content) + 1)
            content = content[:at] + content[min(at, other):max(at, other)][:30] + content[at:]
    return content


def lower(mapping):
    """DVC's _lower_keys."""
    return {key.lower(): lower(item) if isinstance(item, dict) else item for key, item in mapping.items()}


def read(content, interpolation):
    # As DVC opens it: a text file, with Python's idea of a line.
    file = io.TextIOWrapper(io.BytesIO(content.encode("utf-8")), encoding="utf-8")
    return lower(ConfigObj(file, interpolation=interpolation).dict())


def main(count, seed):
    rnd = random.Random(seed)
    done = 0
    while done < count:
        content = written(rnd)
        if content is None:
            continue
        if done % 3:
            content = edited(rnd, content)
        case = {"text": content, "error": None, "interpolation": False}
        try:
            plain = read(content, False)
            case["sections"] = {name: plain[name] for name in ("studio", "exp") if isinstance(plain.get(name), dict)}
            try:
                case["interpolation"] = read(content, True) != plain
            except InterpolationError:
                case["interpolation"] = True
        except ConfigObjError as error:
            case["error"] = str(error).splitlines()[0]
        print(json.dumps(case))
        done += 1


main(int(sys.argv[1]), int(sys.argv[2]))
