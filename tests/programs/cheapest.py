"""Papers over tutors by somebody else's solver: cases on standard input, the best that can be done with each on standard output.

A case has `costs` (rows by columns, null where a row may not go), `steps` (what each column's rows cost beside, one after
the other) and `placed` (which rows were placed). The answer has `weight`: the most that rows can be worth together when
the first is worth as much as there are rows, the next one less, and so on; and `cost`: the least that the placed rows cost.
"""

import json
import sys

import numpy
from scipy.optimize import linear_sum_assignment


def places(case):
    """A column of the matrix for each place on a desk, with its step; infinite where a row may not go."""
    costs = numpy.array([[numpy.inf if one is None else one for one in row] for row in case["costs"]], dtype=float)
    desks = [(column, step) for column, steps in enumerate(case["steps"]) for step in steps]
    if not desks:
        return numpy.full((len(costs), 0), numpy.inf)
    return numpy.column_stack([costs[:, column] + step for column, step in desks])


def most_worth(matrix):
    """Every row may also stay where it is, which is worth nothing."""
    rows = len(matrix)
    worth = numpy.where(numpy.isinf(matrix), 0.0, -(rows - numpy.arange(rows, dtype=float))[:, None])
    worth = numpy.column_stack([worth, numpy.zeros((rows, rows))])
    return -worth[linear_sum_assignment(worth)].sum()


def least_cost(matrix, placed):
    chosen = matrix[numpy.array(placed, dtype=bool)]
    return chosen[linear_sum_assignment(chosen)].sum() if len(chosen) else 0.0


def solved(case):
    matrix = places(case)
    return {"weight": round(most_worth(matrix)), "cost": round(least_cost(matrix, case["placed"]))}


json.dump([solved(case) for case in json.load(sys.stdin)], sys.stdout)
