#include "verify/repository_trouble.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

struct SystemWords {
  std::string_view words;
  Fault fault;
  Verdict verdict;
  std::string_view advice;
};

/// In the order of how much they prove.
constexpr SystemWords kSystemWords[] = {
    {"permission denied", Fault::access_denied, Verdict::unknown, "run this as somebody who may read the repository"},
    {"operation not permitted", Fault::access_denied, Verdict::unknown, "run this as somebody who may read the repository"},
    {"input/output error", Fault::page_corrupt, Verdict::fail, "the disk that the repository lies on cannot be read: replace it and take another copy"},
    {"structure needs cleaning", Fault::page_corrupt, Verdict::fail, "the file system that the repository lies on is damaged"},
    {"connection refused", Fault::access_denied, Verdict::unknown, "the server of the repository could not be reached"},
    {"connection reset", Fault::access_denied, Verdict::unknown, "the server of the repository ended the connection"},
    {"connection timed out", Fault::access_denied, Verdict::unknown, "the server of the repository could not be reached"},
    {"i/o timeout", Fault::access_denied, Verdict::unknown, "the server of the repository could not be reached"},
    {"no such host", Fault::access_denied, Verdict::unknown, "the server of the repository could not be found"},
    {"could not resolve hostname", Fault::access_denied, Verdict::unknown, "the server of the repository could not be found"},
    {"name or service not known", Fault::access_denied, Verdict::unknown, "the server of the repository could not be found"},
    {"network is unreachable", Fault::access_denied, Verdict::unknown, "the server of the repository could not be reached"},
    {"no route to host", Fault::access_denied, Verdict::unknown, "the server of the repository could not be reached"},
    {"host key verification failed", Fault::access_denied, Verdict::unknown, "the server's key is not known: connect to it once by hand"},
    {"connection closed by remote host", Fault::access_denied, Verdict::unknown, "the server of the repository ended the connection"},
    {"401 unauthorized", Fault::access_denied, Verdict::unknown, "the server of the repository does not let us in"},
    {"403 forbidden", Fault::access_denied, Verdict::unknown, "the server of the repository does not let us in"},
    {"access denied", Fault::access_denied, Verdict::unknown, "the server of the repository does not let us in"},
    {"too many open files", Fault::access_denied, Verdict::unknown, "raise the limit of open files"},
    {"cannot allocate memory", Fault::access_denied, Verdict::unknown, "there is too little memory for it"},
};

}  // namespace

void refuse_repository(Fault fault, Verdict verdict, std::string words, CheckLevel level) { throw RepositoryRefusal{{{fault, verdict, std::move(words), level}}}; }

bool proves_damage(const RepositoryTroubles& troubles) {
  return std::any_of(troubles.begin(), troubles.end(), [](const RepositoryTrouble& t) { return t.verdict == Verdict::fail && t.fault != Fault::access_denied; });
}

void report_troubles(const RepositoryTroubles& troubles, std::optional<CheckLevel> level, const std::string& point, CopyFindings& findings) {
  for (std::size_t i = 0; i < troubles.size(); ++i) {
    const RepositoryTrouble& first = troubles[i];
    auto alike = [&](const RepositoryTrouble& other) { return other.fault == first.fault && other.verdict == first.verdict; };
    auto here = troubles.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(troubles.begin(), here, alike)) continue;
    auto more = std::count_if(here + 1, troubles.end(), alike);
    findings.add(level.value_or(first.level), first.verdict, first.fault, first.words + (more > 0 ? "; and " + std::to_string(more) + " more of this kind" : ""), point);
  }
}

std::optional<RepositoryTrouble> trouble_of_end(const ProgramResult& result, const std::string& name) {
  if (!result.ok() && (says(result.err, "no space left on device") || says(result.err, "disk quota exceeded")))
    throw WriteError("the scratch folder is full: " + told_line(result.complaint(name)), "choose another place with --scratch, or a --sample");
  std::string words = without_userinfo(storable(result.complaint(name)));
  switch (result.end) {
    case ProgramResult::End::exited: return {};
    case ProgramResult::End::timed_out: return RepositoryTrouble{Fault::timed_out, Verdict::unknown, words + "; give it more time with --deadline"};
    case ProgramResult::End::flooded: return RepositoryTrouble{Fault::timed_out, Verdict::unknown, words};
    case ProgramResult::End::signalled: return RepositoryTrouble{Fault::timed_out, Verdict::unknown, words + "; was there enough memory?"};
    case ProgramResult::End::not_started: break;
  }
  return RepositoryTrouble{Fault::tool_missing, Verdict::unknown, words, CheckLevel::freshness};
}

std::optional<RepositoryTrouble> trouble_of_system(std::string_view line) {
  for (const SystemWords& known : kSystemWords)
    if (says(line, known.words)) return RepositoryTrouble{known.fault, known.verdict, told_line(line) + "; " + std::string(known.advice)};
  return {};
}

std::string told_line(std::string_view line) { return fitted(storable(without_userinfo(std::string(trimmed(line.substr(0, 4000))))), 300); }

std::string without_userinfo(std::string text) {
  for (std::size_t at = text.find("://"); at != text.npos; at = text.find("://", at + 3)) {
    std::size_t end = std::min(text.find_first_of("/ \t\n'\"", at + 3), text.size());
    std::size_t sign = text.rfind('@', end == 0 ? 0 : end - 1);
    if (sign != text.npos && sign > at) text.replace(at + 3, sign - at - 3, "***");
  }
  return text;
}

std::string with_arguments(std::string words, const std::vector<std::string>& arguments) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@";
  constexpr std::size_t kLongest = 1500;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (words.size() > kLongest) return words + " \u2026 (" + std::to_string(arguments.size() - i) + " more)";
    bool plain = !arguments[i].empty() && arguments[i].find_first_not_of(kPlain) == std::string::npos;
    words += " " + (plain ? arguments[i] : in_quotes(arguments[i]));
  }
  return words;
}

bool says(std::string_view line, std::string_view words) {
  return std::search(line.begin(), line.end(), words.begin(), words.end(), [](char a, char b) { return small_letter(a) == small_letter(b); }) != line.end();
}

}  // namespace outdesk
