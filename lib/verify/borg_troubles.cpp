// borg's complaints: ids of messages, texts of the check, the last line of a Python traceback, exit statuses of both kinds.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "verify/borg_words.hpp"

namespace outdesk {

namespace {

const char* const kTakeOther = "; use another copy of the data, and look for the cause";

bool says_any(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return says(line, one); });
}

bool one_of(std::string_view id, std::initializer_list<std::string_view> ids) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

/// The last line of a traceback, which names the exception; the text itself where it is none.
std::string_view exception_line(std::string_view text) {
  if (text.find("Traceback (most recent call last)") == text.npos) return text.substr(0, text.find('\n'));
  std::size_t end = text.find("\n\nPlatform:");
  text = trimmed(text.substr(0, end));
  std::size_t start = text.rfind('\n');
  return start == text.npos ? text : text.substr(start + 1);
}

/// The number behind "[segment ".
std::optional<std::int64_t> segment_named(std::string_view line) {
  constexpr std::string_view kWord = "[segment ";
  std::size_t at = line.find(kWord);
  if (at == line.npos) return {};
  line.remove_prefix(at + kWord.size());
  return parse_count(line.substr(0, std::min(line.find_first_not_of("0123456789"), line.size())));
}

std::optional<std::int64_t> number_behind(std::string_view line, std::string_view words) {
  std::size_t at = line.find(words);
  if (at == line.npos) return {};
  line.remove_prefix(at + words.size());
  line = trimmed(line);
  return parse_count(line.substr(0, std::min(line.find_first_not_of("0123456789"), line.size())));
}

/// By the id of the message, which tells more than its words.
std::optional<RepositoryTrouble> trouble_by_id(const BorgSaid& said) {
  const std::string& id = said.id;
  std::string words = told_line(said.text);
  if (one_of(id, {"PassphraseWrong", "PasswordRetriesExceeded"})) return RepositoryTrouble{Fault::access_denied, Verdict::fail, "the passphrase does not open the repository"};
  if (one_of(id, {"NoPassphraseFailure", "PasscommandFailure"}))
    return RepositoryTrouble{Fault::access_denied, Verdict::fail, "the repository needs a passphrase and none is given: name it with 'password_file' or 'password_env'"};
  if (one_of(id, {"KeyfileNotFoundError", "RepoKeyNotFoundError", "KeyfileInvalidError", "KeyfileMismatchError", "NotABorgKeyFile", "RepoIdMismatch", "UnsupportedKeyFormatError"}))
    return RepositoryTrouble{Fault::access_denied, Verdict::fail, "the key of the repository cannot be used (" + words + "): nothing in it can be decrypted without it"};
  if (id == "Repository.DoesNotExist" || id == "PathNotFound") return RepositoryTrouble{Fault::bad_magic, Verdict::fail, "there is no repository: " + words};
  if (one_of(id, {"Repository.InvalidRepository", "Repository.InvalidRepositoryConfig", "Repository.AtticRepository", "InvalidPlaceholder"})) return RepositoryTrouble{Fault::bad_magic, Verdict::fail, words};
  if (id == "Repository.CheckNeeded") return RepositoryTrouble{Fault::volume_missing, Verdict::fail, "the segments hold no finished state of the repository, though there is an index of one (" + words + ")" + kTakeOther};
  if (id == "Repository.ObjectNotFound") return RepositoryTrouble{Fault::volume_missing, Verdict::fail, words + kTakeOther};
  if (id == "NoManifestError") return RepositoryTrouble{Fault::catalog_missing, Verdict::fail, "the repository has lost the list of its archives (" + words + ")" + kTakeOther};
  if (id == "Archive.DoesNotExist") return RepositoryTrouble{Fault::locked, Verdict::unknown, words + ": it was removed since it was listed; check again"};
  if (id.starts_with("Lock") || id == "NotLocked") return RepositoryTrouble{Fault::locked, Verdict::unknown, words};
  if (one_of(id, {"ConnectionClosed", "ConnectionClosedWithHint", "ConnectionBrokenWithHint", "UnexpectedRPCDataFormatFromServer"}))
    return RepositoryTrouble{Fault::access_denied, Verdict::unknown, "the server of the repository could not be reached, or has no borg (" + words + ")"};
  if (one_of(id, {"MandatoryFeatureUnsupported", "UnsupportedManifestError", "UnsupportedPayloadError", "InvalidRPCMethod", "Repository.UnsupportedRepositoryVersion"}))
    return RepositoryTrouble{Fault::tool_missing, Verdict::unknown, "this version of borg does not know how to read it (" + words + "): install a newer package borgbackup"};
  if (one_of(id, {"Cache.RepositoryReplay", "Cache.EncryptionMethodMismatch", "Cache.RepositoryAccessAborted", "RepositoryReplay"}))
    return RepositoryTrouble{Fault::access_denied, Verdict::unknown, words};
  return {};
}

/// A damaged or missing segment, by the words.
std::optional<RepositoryTrouble> segment_trouble(std::string_view line) {
  auto number = segment_named(line);
  std::string where = number ? "segment " + std::to_string(*number) : "a segment";
  std::string told = " (" + told_line(line) + ")";
  if (says_any(line, {"short read", "requires a buffer"})) return RepositoryTrouble{Fault::truncated, Verdict::fail, where + " of the repository is cut short" + told + kTakeOther};
  if (says(line, "Invalid segment magic")) return RepositoryTrouble{Fault::bad_magic, Verdict::fail, where + " of the repository does not begin as one" + told + kTakeOther};
  if (says(line, "Segment entry checksum mismatch") || (number && says_any(line, {"Data integrity error", "Invalid segment"})))
    return RepositoryTrouble{Fault::segment_crc, Verdict::fail, where + " of the repository is damaged" + told + kTakeOther};
  if (says_any(line, {"FileNotFoundError", "No such file or directory"}) && says(line, "/data")) return RepositoryTrouble{Fault::volume_missing, Verdict::fail, "a segment is gone (" + told_line(line) + ")" + kTakeOther};
  if (says(line, "Object with key")) return RepositoryTrouble{Fault::volume_missing, Verdict::fail, told_line(line) + kTakeOther};
  return {};
}

std::optional<RepositoryTrouble> archive_trouble(std::string_view line, BorgCall call) {
  std::string told = " (" + told_line(line) + ")";
  if (says_any(line, {"missing file chunk", "metadata block is missing", "metadata chunk missing", "missing metadata chunk"}))
    return RepositoryTrouble{Fault::volume_missing, Verdict::fail, "contents of an archive are gone" + told + kTakeOther};
  if (says(line, "damaged (all-zero) chunks")) return RepositoryTrouble{Fault::content_changed, Verdict::fail, "the repository was repaired and a file lost contents in it" + told + kTakeOther};
  if (says_any(line, {"Repository manifest not found", "Repository has no manifest"})) return RepositoryTrouble{Fault::catalog_missing, Verdict::fail, "the repository has lost the list of its archives" + told + kTakeOther};
  if (says(line, "manifest is corrupted")) return RepositoryTrouble{Fault::block_crc, Verdict::fail, "the repository's list of archives is damaged" + told + kTakeOther};
  if (says(line, "index missing or corrupted")) return RepositoryTrouble{Fault::index_missing, Verdict::warn, "the repository's index is damaged; borg makes it new from the segments" + told};
  bool contents = says(line, "chunk ") && says(line, "integrity error");
  if (contents || says_any(line, {"MAC Authentication failed", "IntegrityError", "id verification failed", "Exception while decrypting", "Decompression error", "Data integrity error"})) {
    std::string words = contents ? "contents in the repository are not what was written" + told : "what the repository holds cannot be decrypted" + told;
    Fault fault = call == BorgCall::extract ? Fault::restore_failed : call == BorgCall::read || contents ? Fault::content_changed : Fault::block_crc;
    return RepositoryTrouble{fault, Verdict::fail, words + kTakeOther};
  }
  return {};
}

/// Exit statuses of BORG_EXIT_CODES=modern (1.4): the only thing that is left where the log says nothing that we know.
RepositoryTrouble trouble_by_status(const ProgramResult& result, const std::string& last) {
  int code = result.code;
  std::string words = "borg ended with status " + std::to_string(code) + (last.empty() ? "" : ": " + last);
  if (code >= 50 && code <= 53) return {Fault::access_denied, Verdict::fail, "the passphrase does not open the repository (" + words + ")"};
  if (code >= 40 && code <= 46) return {Fault::access_denied, Verdict::fail, "the key of the repository cannot be used (" + words + ")"};
  if (code == 13 || code == 15 || code == 16) return {Fault::bad_magic, Verdict::fail, words};
  if (code == 12 || code == 17) return {Fault::volume_missing, Verdict::fail, words + kTakeOther};
  if (code >= 70 && code <= 75) return {Fault::locked, Verdict::unknown, words};
  if (code >= 90 && code <= 97) return {Fault::block_crc, Verdict::fail, words + kTakeOther};
  return {Fault::access_denied, Verdict::unknown, words};
}

class BorgComplaints {
 public:
  explicit BorgComplaints(BorgCall call) : call_(call) {}

  void take(const BorgSaid& said) {
    if (said.level == "INFO" || said.level == "DEBUG") return;
    std::string_view line = exception_line(said.text);
    if (note_index(line)) return;
    if (said.text.starts_with("Include pattern ")) return;  // "…never matched": 1.2 says so of all patterns 'pf:'
    if (one_of(line, {"Local Exception", "Remote Exception"})) return;        // the traceback follows
    last_ = told_line(line);
    if (auto found = trouble_by_id(said)) return add(*found);
    if (auto found = segment_trouble(line)) {
      if (auto number = segment_named(line); number && found->fault == Fault::bad_magic) all_.damaged.insert(*number);
      return add(*found);
    }
    if (auto found = archive_trouble(line, call_)) return add(*found);
    if (auto found = trouble_of_system(line)) return add(*found);
    if (says_any(line, {"unrecognized arguments", "invalid choice", "error: argument"}))
      return add({Fault::tool_missing, Verdict::unknown, "this version of borg is too old for it (" + last_ + "): install a newer package borgbackup"});
    if (said.level == "WARNING" && first_warning_.empty()) first_warning_ = last_;
  }

  BorgTroubles end(const ProgramResult& result) {
    if (mismatch_) judge_index();
    bool warned = call_ == BorgCall::check ? false : result.code == 1 || (result.code >= 100 && result.code < 128);
    if (!result.ok() && !warned && all_.found.empty()) add(call_ == BorgCall::check && result.code == 1 ? RepositoryTrouble{Fault::block_crc, Verdict::fail, "borg check found errors: " + last_ + kTakeOther} : trouble_by_status(result, last_));
    if (warned && call_ == BorgCall::extract && all_.found.empty() && !first_warning_.empty())
      add({Fault::restore_failed, Verdict::warn, "borg warned: " + first_warning_, CheckLevel::restore});
    return std::move(all_);
  }

 private:
  void add(RepositoryTrouble found) {
    constexpr std::size_t kMost = 100'000;
    if (all_.found.size() < kMost) all_.found.push_back(std::move(found));
  }

  /// What the check says when its own count of objects is not that of the index.
  bool note_index(std::string_view line) {
    if (says(line, "Index object count mismatch")) return mismatch_ = true;
    if (auto count = number_behind(line, "committed index:"); count && line.starts_with("committed index:")) return committed_ = *count, true;
    if (auto count = number_behind(line, "rebuilt index:"); count && line.starts_with("rebuilt index:")) return rebuilt_ = *count, true;
    if (!line.starts_with("ID: ")) return false;
    // "ID: …  rebuilt index: <not found>      committed index: (2, 2847469)"
    auto segment = number_behind(line, "committed index: (");
    if (says(line, "rebuilt index: <not found>") && segment) all_.lost.insert(*segment);
    return true;
  }

  /// Where segments are damaged their objects are missing too, and nothing more is known.
  void judge_index() {
    if (proves_damage(all_.found)) return;
    std::int64_t gone = committed_ - rebuilt_;
    if (gone > 0) add({Fault::volume_missing, Verdict::fail, std::to_string(gone) + " of " + std::to_string(committed_) + " objects that the index names are in no segment" + kTakeOther});
    else add({Fault::index_missing, Verdict::warn, "the index does not fit the segments; borg makes it new from them"});
  }

  BorgCall call_;
  BorgTroubles all_;
  std::string last_, first_warning_;
  bool mismatch_ = false;
  std::int64_t committed_ = 0, rebuilt_ = 0;
};

/// A line of the log; others (ssh, the interpreter) are taken as they are.
BorgSaid said_in(std::string_view line) {
  if (line.starts_with('{')) {
    try {
      Json parsed = parse_json(line, "borg");
      auto text = [&](const char* key) { return parsed.contains(key) && parsed[key].is_string() ? parsed[key].get<std::string>() : std::string(); };
      if (parsed.is_object()) return {text("levelname"), text("msgid"), text("message")};
    } catch (const InputError&) {
      // not of the log
    }
  }
  return {"", "", storable(line.substr(0, 4000))};
}

}  // namespace

std::vector<BorgSaid> read_borg_log(std::string_view err) {
  std::vector<BorgSaid> log;
  // Where the streams are escaped, so are their line ends.
  bool escaped = err.find('\n') == err.npos && err.find("\\n") != err.npos;
  std::string plain = escaped ? python_unescaped(err) : std::string(err);
  for_each_line(plain, [&](std::string_view line) {
    constexpr std::size_t kMost = 1'000'000;
    if (log.size() < kMost) log.push_back(said_in(line));
  });
  return log;
}

std::string borg_version(const std::vector<BorgSaid>& log) {
  constexpr std::string_view kStart = "borgbackup version ";
  for (const BorgSaid& said : log)
    if (said.text.starts_with(kStart)) return "borg " + storable(said.text.substr(kStart.size(), 40));
  return "borg";
}

BorgTroubles borg_troubles(const ProgramResult& result, BorgCall call) {
  BorgTroubles troubles;
  if (auto ended = trouble_of_end(result, "borg")) {
    troubles.found.push_back(*ended);
    return troubles;
  }
  BorgComplaints complaints(call);
  for (const BorgSaid& said : read_borg_log(result.err)) complaints.take(said);
  return complaints.end(result);
}

}  // namespace outdesk
