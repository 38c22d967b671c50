// Looking into workbooks that a test wrote.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "output/document.hpp"

namespace outdesk::test {

/// A folder of its own, removed with everything in it.
class Folder {
 public:
  Folder();
  ~Folder();
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }
  std::vector<std::string> names() const;

 private:
  std::string path_;
};

/// Every part of the zip file at `path`, by name.
std::map<std::string, std::string> parts_of(const std::string& path);

std::string bytes_of_file(const std::string& path);

/// Writes `document` and gives the parts.
std::map<std::string, std::string> written(const Document& document);

/// How often `what` stands in `text`.
std::size_t count_of(const std::string& text, const std::string& what);

/// What Python's openpyxl reads, a line each: "sheet!A1<TAB>type<TAB>value",
/// "sheet<TAB>freeze<TAB>B2". Empty where it is not installed.
std::map<std::string, std::string> read_by_openpyxl(const std::string& path);

}  // namespace outdesk::test
