// restic's complaints: the exit status says little (1 for everything until 0.17), so the words decide.
#include <algorithm>

#include "base/text.hpp"
#include "verify/restic_words.hpp"

namespace outdesk {

namespace {

const char* const kUseOther = "; use another copy of the data, and look for the cause";
const char* const kNewIndex = "; restic makes it new from the packs: 'rebuild-index', in newer versions 'repair index'";
const char* const kLostPacks = "; what was in it cannot be restored: look for it on the disk or in another copy of the repository";

/// What stands between the first `from` and the next `to` behind it; empty where they do not.
std::string_view between(std::string_view line, std::string_view from, std::string_view to) {
  std::size_t start = line.find(from);
  if (start == line.npos) return {};
  line.remove_prefix(start + from.size());
  return line.substr(0, line.find(to));
}

/// "pack ebd4949d01" of a line that names a pack by its 64 digits.
std::string pack_named(std::string_view line) {
  for (std::string_view word : split(line, ' ')) {
    std::size_t digits = std::min(word.find_first_not_of("0123456789abcdef"), word.size());
    if (digits >= 8) return "pack " + std::string(word.substr(0, std::min<std::size_t>(digits, 10)));
  }
  return "a pack";
}

bool any_of_words(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return says(line, one); });
}

/// A pack's name, 64 digits; files of the source may lie in folders "data" too.
bool speaks_of_pack(std::string_view line) {
  if (any_of_words(line, {"<data/", "StreamPack", "ReadFull"})) return true;
  std::size_t digits = 0;
  for (char c : line) {
    digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? digits + 1 : 0;
    if (digits == 64) return true;
  }
  return false;
}

/// The last `parts` of "PATH: reason: reason: reason": paths may hold any words.
std::string_view reason_of(std::string_view line, int parts) {
  std::size_t at = line.size();
  for (int part = 0; part < parts && at != line.npos && at > 0; ++part) at = line.rfind(": ", at - 1);
  return at == line.npos || at == 0 ? line : line.substr(at + 2);
}

RepositoryTrouble trouble(Fault fault, std::string words, Verdict verdict = Verdict::fail, CheckLevel level = CheckLevel::structure) { return {fault, verdict, std::move(words), level}; }

/// Why the repository could not be opened.
std::optional<RepositoryTrouble> opening_trouble(std::string_view line) {
  if (says(line, "wrong password or no key found")) return trouble(Fault::access_denied, "the password does not open the repository, or its key is gone");
  if (any_of_words(line, {"an empty password is not", "unable to read password", "Resolving password failed"}))
    return trouble(Fault::access_denied, "the repository needs a password and none is given: name it with 'password_file' or 'password_env'");
  if (any_of_words(line, {"already locked", "unable to create lock"})) return trouble(Fault::locked, told_line(line), Verdict::unknown);
  if (any_of_words(line, {"unable to open config file", "repository does not exist", "unable to open repository"})) {
    if (auto system = trouble_of_system(line)) return system;
    if (any_of_words(line, {"no such file", "does not exist", "not found", "not a directory", "404", "NoSuchKey"})) return trouble(Fault::bad_magic, "there is no restic repository: " + told_line(line));
    return trouble(Fault::access_denied, told_line(line), Verdict::unknown);
  }
  if (says(line, "config file has zero size")) return trouble(Fault::truncated, "the repository's file 'config' is empty" + std::string(kUseOther));
  if (says(line, "config or key") && says(line, "is damaged")) return trouble(Fault::block_crc, "the repository's file 'config' or its key is damaged" + std::string(kUseOther));
  if (says(line, "Fatal: Unmarshal")) return trouble(Fault::block_crc, "a key of the repository is damaged (" + told_line(line) + ")" + kUseOther);
  if (any_of_words(line, {"unsupported repository version", "unknown repository version", "unknown flag", "unknown shorthand flag", "unknown command", "invalid mode for"}))
    return trouble(Fault::tool_missing, "this version of restic is too old for it (" + told_line(line) + "): install a newer package restic", Verdict::unknown);
  if (any_of_words(line, {"no matching ID found", "no snapshot found"})) return trouble(Fault::locked, "the snapshot is no longer in the repository: it was removed since it was listed; check again", Verdict::unknown);
  return {};
}

std::optional<RepositoryTrouble> pack_trouble(std::string_view line) {
  if (says(line, "unexpected file size")) {
    auto got = parse_count(between(line, "got ", ",")), expected = parse_count(between(line, ", expected ", ","));
    std::string words = pack_named(line) + " has " + std::to_string(got.value_or(0)) + " bytes and should have " + std::to_string(expected.value_or(0));
    bool longer = got && expected && *got > *expected;
    return trouble(longer ? Fault::trailing_garbage : Fault::truncated, words + kUseOther);
  }
  if (line.starts_with("pack ") && says(line, "does not exist")) return trouble(Fault::volume_missing, pack_named(line) + " does not exist" + kLostPacks);
  if (any_of_words(line, {"Pack ID does not match", "unexpected pack id", "Pack size does not match", "header size does not match"}) || (line.starts_with("pack ") && says(line, " contains ") && says(line, " error")))
    return trouble(Fault::content_changed, "the contents of " + pack_named(line) + " are not what was written (" + told_line(line) + ")" + kUseOther, Verdict::fail, CheckLevel::hash);
  return {};
}

bool speaks_of_loss(std::string_view line) { return any_of_words(line, {"no such file or directory", "does not exist", "NoSuchKey", "file not found"}); }

/// What became of a pack.
std::optional<RepositoryTrouble> lost_pack(std::string_view line, std::string_view reason) {
  if (!speaks_of_pack(line)) return {};
  if (speaks_of_loss(reason)) return trouble(Fault::volume_missing, "a pack is gone (" + told_line(line) + ")" + kLostPacks);
  if (reason == "EOF" || any_of_words(reason, {": EOF", "unexpected EOF", "wrong length"})) return trouble(Fault::truncated, "a pack is cut short (" + told_line(line) + ")" + kUseOther);
  return {};
}

/// Damage, by what the line says about it.
std::optional<RepositoryTrouble> damage(std::string_view line) {
  bool index = any_of_words(line, {"<index/", "loading index"}), snapshot = any_of_words(line, {"<snapshot/", "could not load snapshot"});
  bool spoilt = any_of_words(line, {"invalid data returned", "ciphertext verification failed", "invalid hash", "verification failed", "unable to decode", "message authentication failed"});
  bool cut = any_of_words(line, {": EOF", "unexpected EOF", "wrong length"});
  if (index && spoilt) return trouble(Fault::block_crc, "an index of the repository is damaged (" + told_line(line) + ")" + kNewIndex);
  if (snapshot && (spoilt || cut || speaks_of_loss(line))) return trouble(Fault::block_crc, "a snapshot of the repository is damaged and cannot be listed (" + told_line(line) + ")" + kUseOther);
  if (auto pack = lost_pack(line, line)) return pack;
  if (auto system = trouble_of_system(line)) return system;
  if (spoilt) return trouble(Fault::block_crc, told_line(line) + kUseOther);
  return {};
}

/// Reads line by line; what belongs to "error for tree" is known by the line before.
class ResticComplaints {
 public:
  /// `unknown_packs`: that are in no index.
  explicit ResticComplaints(std::int64_t unknown_packs) : unknown_packs_(unknown_packs) {}

  void take(std::string_view line) {
    if (line.find("returned error, retrying after") != line.npos) return;
    if (says(line, "not referenced in any index")) return;
    constexpr std::string_view kRestore = "ignoring error for ";  // first: the path behind it may hold any words
    if (line.starts_with(kRestore)) return restic_lacks_index(reason_of(line, 3)) ? note_lost(line) : add(restore_trouble(line.substr(kRestore.size())));
    if (auto found = opening_trouble(line)) return add(*found);
    if (auto found = pack_trouble(line)) return add(*found);
    bool inside_tree = in_tree_ && line.starts_with("  ");
    in_tree_ = line.starts_with("error for tree ") || inside_tree;
    if (restic_lacks_index(line)) return note_lost(line);
    if (auto found = damage(line)) return add(*found);
    if (inside_tree) add(trouble(Fault::block_crc, "a folder of a snapshot is damaged (" + told_line(line) + ")" + kUseOther));
  }

  RepositoryTroubles end(const ProgramResult& result) {
    if (lost_ > 0) add(lost_trouble());
    if (found_.empty() && !result.ok()) add(by_status(result));
    return std::move(found_);
  }

 private:
  void add(RepositoryTrouble found) {
    // Millions of lines are one finding.
    constexpr std::size_t kMost = 100'000;
    if (found_.size() < kMost) found_.push_back(std::move(found));
  }

  void note_lost(std::string_view line) {
    if (++lost_ == 1) first_lost_ = told_line(line);
  }

  static RepositoryTrouble restore_trouble(std::string_view line) {
    std::string words = "could not be restored: " + told_line(line) + kUseOther;
    std::string_view last = reason_of(line, 1);
    auto why = lost_pack(reason_of(line, 3), last);
    if (!why) why = trouble_of_system(last);
    if (!why) return trouble(Fault::restore_failed, words, Verdict::fail, CheckLevel::restore);
    return trouble(why->fault, words, why->verdict, CheckLevel::restore);
  }

  /// Data that no index knows: packs that none names tell that an index is gone.
  RepositoryTrouble lost_trouble() const {
    std::string how = std::to_string(lost_) + (lost_ == 1 ? " thing is" : " things are") + " in no index (" + first_lost_ + ")";
    if (unknown_packs_ > 0) return trouble(Fault::index_missing, how + ", and " + std::to_string(unknown_packs_) + " packs are not either: an index is gone" + kNewIndex);
    return trouble(Fault::index_missing, how + kLostPacks);
  }

  static RepositoryTrouble by_status(const ProgramResult& result) {
    std::string words = without_userinfo(storable(result.complaint("restic")));
    if (result.code == 12) return trouble(Fault::access_denied, "the password does not open the repository");
    if (result.code == 11) return trouble(Fault::locked, words, Verdict::unknown);
    if (result.code == 10) return trouble(Fault::bad_magic, "there is no restic repository (" + words + ")");
    if (says(result.err, "repository contains errors")) return trouble(Fault::block_crc, words + kUseOther);
    if (says(result.err, "There were ")) return trouble(Fault::restore_failed, words + kUseOther, Verdict::fail, CheckLevel::restore);
    return trouble(Fault::access_denied, words, Verdict::unknown);
  }

  RepositoryTroubles found_;
  std::int64_t unknown_packs_, lost_ = 0;
  std::string first_lost_;
  bool in_tree_ = false;
};

}  // namespace

bool restic_lacks_index(std::string_view line) { return any_of_words(line, {"not found in repository", "not found in index", "size could not be found", "not contained in the index"}); }

std::int64_t restic_unknown_packs(std::string_view out) {
  std::int64_t packs = 0;
  for_each_line(out, [&](std::string_view line) { packs += says(line, "not referenced in any index"); });
  return packs;
}

RepositoryTroubles restic_troubles(const ProgramResult& result, std::int64_t unknown_packs) {
  if (auto ended = trouble_of_end(result, "restic")) return {*ended};
  ResticComplaints complaints(unknown_packs);
  if (result.code == 0 && result.err.empty()) return {};
  for_each_line(result.err, [&](std::string_view line) { complaints.take(line); });
  return complaints.end(result);
}

RepositoryTroubles restic_lost_snapshots(std::string_view err) {
  RepositoryTroubles lost;
  for_each_line(err, [&](std::string_view line) {
    if (!any_of_words(line, {"could not load snapshot", "failed to load snapshot", "<snapshot/"})) return;
    if (line.find("retrying after") != line.npos) return;
    lost.push_back(trouble(Fault::block_crc, "a snapshot is damaged and missing from the list (" + told_line(line) + ")" + kUseOther));
  });
  return lost;
}

}  // namespace outdesk
