#include "store/beside_chain.hpp"

#include <limits>

#include "base/text.hpp"
#include "store/chain.hpp"

namespace outdesk {

namespace {

void chain_these(Db& db, const BesideChain& chain, std::int64_t first, std::int64_t last) {
  Digest tail = last_hash(db, chain.chain);
  for (Rows rows = db.query(chain.rows, first, last); rows.next();) {
    tail = chained(tail, chain.sealed(db, rows));
    db.run(chain.insert, rows.integer(0), tail);
  }
}

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min(), kLast = std::numeric_limits<std::int64_t>::max();

}  // namespace

void seal(std::string& sealed, std::string_view value) { (sealed += std::to_string(value.size()) += ':') += value; }

void chain_row(Db& db, const BesideChain& chain, std::int64_t row) { chain_these(db, chain, row, row); }

void chain_rows_of_before(Db& db, const BesideChain& chain) {
  if (db.integer(chain.count).value_or(0) == 0) chain_these(db, chain, kFirst, kLast);
}

std::vector<std::string> beside_chain_damage(Db& db, const BesideChain& chain) {
  std::vector<std::string> found;
  Digest tail{};
  std::string what(chain.what);
  Rows rows = db.query(chain.rows, kFirst, kLast);
  while (rows.next()) {
    Digest stored = digest_of(rows.null(rows.columns() - 1) ? std::string_view{} : rows.blob(rows.columns() - 1));
    if (chained(tail, chain.sealed(db, rows)) != stored)
      found.push_back(what + " " + std::to_string(rows.integer(0)) + " (" + in_quotes(rows.text(chain.name)) + ") was changed, or one before it is missing");
    tail = stored;
  }
  for (Rows missing = db.query(chain.missing); missing.next();) found.push_back(what + " " + std::to_string(missing.integer(0)) + " is missing");
  return found;
}

}  // namespace outdesk
