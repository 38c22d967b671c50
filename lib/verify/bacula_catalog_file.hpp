// A copy of a catalog's SQLite file in the scratch folder: the Director may write the original at any moment, and to open
// it, even for reading, could write beside it.
#pragma once

#include <memory>
#include <string>

#include "store/db.hpp"
#include "verify/bacula_talk.hpp"
#include "verify/copy.hpp"

namespace outdesk {

class BaculaCatalogCopy {
 public:
  /// Empty, with `trouble` set, where the file cannot be read, is in use all the time, or is no database.  Throws WriteError
  /// where the scratch folder is full.
  static std::unique_ptr<BaculaCatalogCopy> made(const std::string& file, const VerifyDesk& desk, BaculaTrouble& trouble);
  ~BaculaCatalogCopy();
  Db& db() { return *db_; }
  bool full() const;  ///< no room is left where it lies

 private:
  explicit BaculaCatalogCopy(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
  std::unique_ptr<Db> db_;
};

/// What a refusal of the database means for the catalog in `file`.
BaculaTrouble bacula_catalog_trouble(std::string_view words, const std::string& file);

}  // namespace outdesk
