#include "sla/report_parts.hpp"

#include "sla/sla_words.hpp"

namespace outdesk {

Mark verdict_mark(TargetVerdict verdict, Language language) {
  Words words(language);
  std::string code(name_of(verdict));
  switch (verdict) {
    case TargetVerdict::met: return {code, words("met"), Tone::good};
    case TargetVerdict::missed: return {code, words("missed"), Tone::bad};
    case TargetVerdict::open: return {code, words("open"), Tone::neutral};
    case TargetVerdict::paused: return {code, words("waits"), Tone::neutral};
    case TargetVerdict::merged: return {code, words("merged_verdict"), Tone::neutral};
    case TargetVerdict::none: return {code, words("none"), Tone::neutral};
  }
  return {};
}

}  // namespace outdesk
