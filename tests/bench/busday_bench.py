# numpy busday_count and busday_offset, vectorised: whole days only, no hours, no zones.
import time
import numpy as np

random = np.random.default_rng(1)
n = 2_000_000
first = np.datetime64("2019-01-01")
start = first + random.integers(0, 2 * 365, n)
end = start + random.integers(0, 30, n)
calendar = np.busdaycalendar(holidays=["2019-01-01", "2019-01-02", "2020-01-01"])
for name, ask in (("numpy busday_count, spans up to a month", lambda: np.busday_count(start, end, busdaycal=calendar)),
                  ("numpy busday_offset, up to 5 days", lambda: np.busday_offset(start, (end - start).astype(int) % 5, roll="forward", busdaycal=calendar))):
    ask()
    begin = time.perf_counter()
    answer = ask()
    spent = time.perf_counter() - begin
    print(f"{name:<44} {n / spent:12.0f} a second   (sum {int(np.sum(answer.astype('int64')))})")
