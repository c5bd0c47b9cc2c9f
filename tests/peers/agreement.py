"""Agreement as the packages of statisticians have it.

Standard input has one table a line, {"items": [[answer, ...], ...]}: a row is an item, a column a
reader, an answer a list of codes or null when missing. Standard output has one line of figures for
each table; null stands for a figure that the package does not give.
"""

import json
import math
import sys
import warnings
from itertools import combinations

import krippendorff
import numpy
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa


def number(value):
    return float(value) if math.isfinite(value) else None


def cohen(rows, first, second):
    """Over the items that both answered."""
    both = [(row[first], row[second]) for row in rows if row[first] and row[second]]
    if not both:
        return None
    return number(cohen_kappa_score(*zip(*both)))


def counts(rows, kinds):
    """How many readers gave each answer: items by answers."""
    return numpy.array([[row.count(kind) for kind in kinds] for row in rows])


def fleiss(rows, kinds):
    """Over the items that have the largest number of answers."""
    answers = counts(rows, kinds).sum(axis=1)
    if answers.max(initial=0) < 2:
        return None
    complete = [row for row, given in zip(rows, answers) if given == answers.max()]
    return number(fleiss_kappa(counts(complete, kinds)))


def masi(a, b):
    """Passonneau (2006)."""
    a, b = set(a.split("|")), set(b.split("|"))
    both = a & b
    monotonicity = 1 if a == b else 2 / 3 if both in (a, b) else 1 / 3 if both else 0
    return 1 - len(both) / len(a | b) * monotonicity


def alpha(rows, kinds, level):
    # The package raises when all answers are the same, and when no item has two answers.
    if len(kinds) < 2 or counts(rows, kinds).sum(axis=1).max() < 2:
        return None
    return number(krippendorff.alpha(value_counts=counts(rows, kinds), level_of_measurement=level))


def figures(items):
    rows = [[answer and "|".join(sorted(answer)) for answer in row] for row in items]
    kinds = sorted({answer for row in rows for answer in row if answer})
    distances = numpy.array([[masi(a, b) for b in kinds] for a in kinds])

    def masi_level(v1, v2, i1, i2, n_v, dtype):
        return distances[i1, i2]

    return {
        "cohen": [
            {"raters": pair, "value": cohen(rows, *pair)} for pair in combinations(range(len(rows[0])), 2)
        ],
        "fleiss": fleiss(rows, kinds),
        "nominal": alpha(rows, kinds, "nominal"),
        "masi": alpha(rows, kinds, masi_level),
    }


# Where nothing can be said the packages divide by zero and warn.
warnings.simplefilter("ignore")
tables = [json.loads(line)["items"] for line in sys.stdin]
for table in tables:
    print(json.dumps(figures(table)))
