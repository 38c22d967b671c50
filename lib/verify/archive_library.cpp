#include "verify/archive_library.hpp"

#include <new>

#include "base/text.hpp"

namespace outdesk {

RawNames::RawNames() {
  static const locale_t plain = ::newlocale(LC_ALL_MASK, "C", nullptr);
  if (!plain) throw std::bad_alloc();
  before_ = ::uselocale(plain);
}

RawNames::~RawNames() { ::uselocale(before_); }

std::string words_of_archive(archive* a) {
  const char* words = archive_error_string(a);
  return words ? printable(trimmed(words)) : "";
}

}  // namespace outdesk
