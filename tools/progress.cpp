#include "progress.hpp"

#include <iostream>

#include "base/text.hpp"

namespace outdesk {

Progress::Progress(const Context& context, std::string what) : wanted_(context.progress), what_(printable(what)) {}

Progress::~Progress() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
}

void Progress::show(std::size_t done, std::size_t whole) {
  if (!wanted_) return;
  shown_ = true;
  std::cerr << "\r\x1b[K" << what_ << ": ";
  if (whole) std::cerr << done * 100 / whole << " %";
  else std::cerr << done;
  std::cerr << std::flush;
}

}  // namespace outdesk
