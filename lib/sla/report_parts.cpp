#include "sla/report_parts.hpp"

#include "sla/sla_words.hpp"

namespace outdesk {

Mark verdict_mark(Verdict verdict, Language language) {
  Words words(language);
  std::string code(name_of(verdict));
  switch (verdict) {
    case Verdict::met: return {code, words("met"), Tone::good};
    case Verdict::missed: return {code, words("missed"), Tone::bad};
    case Verdict::open: return {code, words("open"), Tone::neutral};
    case Verdict::paused: return {code, words("waits"), Tone::neutral};
    case Verdict::merged: return {code, words("merged_verdict"), Tone::neutral};
    case Verdict::none: return {code, words("none"), Tone::neutral};
  }
  return {};
}

}  // namespace outdesk
