"""The other side of bench/kmeans.ts: scikit-learn on the same rows from the same start, one fit a line on stdin."""

import json
import sys
import time

import numpy
import sklearn
from sklearn.cluster import KMeans

data_file, start_file, dims, k = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
data = numpy.fromfile(data_file, dtype=numpy.float64).reshape(-1, dims)
start = numpy.fromfile(start_file, dtype=numpy.float64).reshape(k, dims)
print(json.dumps({"version": sklearn.__version__}), flush=True)
for _ in sys.stdin:
    wall, cpu = time.perf_counter(), time.process_time()
    fitted = KMeans(n_clusters=k, n_init=1, init=start).fit(data)
    print(
        json.dumps(
            {
                "wall": (time.perf_counter() - wall) * 1000,
                "cpu": (time.process_time() - cpu) * 1000,
                "inertia": float(fitted.inertia_),
                "iterations": int(fitted.n_iter_),
            }
        ),
        flush=True,
    )
