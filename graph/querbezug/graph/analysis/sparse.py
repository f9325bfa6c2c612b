"""Small steps with sparse matrices that all analyses take."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array


def marked(matrix: csr_array) -> csr_array:
    """Return the matrix with 1 wherever there is anything."""
    found = csr_array(matrix)
    found.sum_duplicates()
    found.eliminate_zeros()
    found.sort_indices()
    found.data = np.ones(len(found.data), dtype=np.int32)
    return found


def only_rows(matrix: csr_array, rows: NDArray[np.bool_]) -> csr_array:
    """Return the matrix with nothing but the chosen rows in it; ``rows`` has shape (rows,)."""
    found = matrix.copy()
    found.data = found.data * np.repeat(rows, np.diff(found.indptr))
    found.eliminate_zeros()
    return found


def only_columns(matrix: csr_array, columns: NDArray[np.bool_]) -> csr_array:
    """Return the matrix with nothing but the chosen columns in it; ``columns`` has shape (columns,)."""
    found = matrix.copy()
    found.data = found.data * columns[found.indices]
    found.eliminate_zeros()
    return found


def in_row(matrix: csr_array) -> NDArray[np.int64]:
    """Return how many entries each row has, shape (rows,)."""
    return np.diff(matrix.indptr).astype(np.int64)


def in_column(matrix: csr_array) -> NDArray[np.int64]:
    """Return how many entries each column has, shape (columns,)."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)


def row_of(matrix: csr_array, row: int) -> NDArray[np.int32]:
    """Return the columns with an entry in one row, ascending."""
    found: NDArray[np.int32] = np.sort(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]])
    return found


def closure(start: csr_array, step: csr_array, deepest: int) -> csr_array:
    """Return what is reached from each row of ``start`` by any number of steps.

    Parameters
    ----------
    start : csr_array, shape (k, n)
        Where each row begins.
    step : csr_array, shape (n, n)
        Where one gets from each thing.
    deepest : int
        So many steps at most; what leads around in a circle ends, too.

    Returns
    -------
    csr_array, shape (k, n)
        Entries 1; the beginnings are among what is reached.
    """
    reached = marked(start)
    for _ in range(deepest):
        further = marked(reached + reached @ step)
        if further.nnz == reached.nnz:
            break
        reached = further
    return reached
