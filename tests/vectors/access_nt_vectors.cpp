// NT rights: Samba's own answers, asked one right at a time; and the bytes that Windows makes of SDDL.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <nlohmann/json.hpp>

#include "access/directory.hpp"
#include "access/nt_rules.hpp"
#include "access/read_windows_lists.hpp"
#include "access/sddl.hpp"
#include "input/json.hpp"
#include "vectors.hpp"

namespace outdesk {

namespace {

std::string hex_of(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (char c : bytes) {
    auto byte = static_cast<std::uint8_t>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

std::string mask_text(std::uint32_t mask) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "0x";
  for (int shift = 20; shift >= 0; shift -= 4) text += kDigits[mask >> shift & 15];
  return text;
}

/// What Windows makes of an access list without object entries in which "AU" or "MP" have no rights: it reserves four
/// bytes more for each of them, leaves them empty behind the last entry, and writes the revision of object entries.
std::string with_slack_of_windows(std::string bytes, const NtDescriptor& descriptor) {
  constexpr std::size_t kOwner = 4, kGroup = 8, kList = 16, kEntry = 4;
  if (!descriptor.dacl) return bytes;
  const Acl& acl = *descriptor.dacl;
  if (std::any_of(acl.begin(), acl.end(), [](const Ace& ace) { return ace::is_object(ace.type); })) return bytes;
  auto reserved = [](const Ace& ace) { return ace.mask == 0 && (ace.trustee == sids::kAuthenticatedUsers || ace.trustee == Sid{16, {8448}}); };
  auto slack = kEntry * static_cast<std::size_t>(std::count_if(acl.begin(), acl.end(), reserved));
  if (slack == 0) return bytes;
  auto number = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at]) + 256 * static_cast<std::uint8_t>(bytes[at + 1])); };
  auto put = [&](std::size_t at, std::size_t value) {
    bytes[at] = static_cast<char>(value & 0xFF);
    bytes[at + 1] = static_cast<char>(value >> 8);
  };
  std::size_t list = number(kList), size = number(list + 2);
  bytes[list] = 4;
  bytes.insert(list + size, slack, '\0');
  put(list + 2, size + slack);
  for (std::size_t field : {kOwner, kGroup})
    if (number(field) > list) put(field, number(field) + slack);
  return bytes;
}

Sid sid_of(const Json& text) { return Sid::from_text(text.get<std::string>()).value(); }

/// One server: its people and the descriptors that were asked about.
class Server {
 public:
  Server(const Json& expected, Comparison& compare) : compare_(compare) {
    context_ = {sid_of(expected.at("domain_sid")), sid_of(expected.at("machine_sid")), sid_of(expected.at("domain_sid"))};
    for (const auto& user : expected.at("users")) {
      std::vector<Sid> sids;
      for (const auto& sid : user.at("token")) sids.push_back(sid_of(sid));
      tokens_.emplace(user.at("sid"), Token(std::move(sids)));
    }
  }

  void replay(const Json& vector) {
    std::string id = vector.at("id");
    NtDescriptor own = read(id, vector.at("sddl"));
    std::optional<NtDescriptor> parent, share;
    if (!vector.at("parent_sddl").is_null()) parent = read(id, vector.at("parent_sddl"));
    if (!vector.at("share_sddl").is_null()) share = read(id, vector.at("share_sddl"));
    std::string bytes = from_hex(vector.at("sd_hex"));
    NtReading stored = read_nt_descriptor(bytes);
    compare_.expect(id, "bytes are read", "", stored.problem);
    compare_.expect(id, "bytes say what the text says", "yes", same(stored.descriptor, own) ? "yes" : "no");
    for (const auto& query : vector.at("queries")) {
      const Token& token = tokens_.at(query.at("user"));
      std::string who = id + " " + query.at("user").get<std::string>();
      std::uint32_t mask = nt_grant(own, token).mask;
      compare_.expect(who, "granted", query.at("granted"), mask_text(mask));
      if (!parent) continue;
      std::uint32_t above = nt_grant(*parent, token).mask;
      compare_.expect(who, "parent", query.at("parent"), mask_text(above));
      compare_.expect(who, "via_parent", query.at("via_parent"), mask_text(with_parent(mask, above)));
      if (!share) continue;
      std::uint32_t through = nt_grant(*share, token).mask;
      compare_.expect(who, "share", query.at("share"), mask_text(through));
      compare_.expect(who, "over_share", query.at("over_share"), mask_text(with_parent(mask, above) & through));
    }
  }

  /// What the commands of Windows wrote about the same objects.
  void replay_lists(const std::filesystem::path& folder, const Json& vectors) {
    std::map<std::string, NtDescriptor> expected;
    for (const auto& vector : vectors) expected["share\\" + vector.at("id").get<std::string>()] = read(vector.at("id"), vector.at("sddl"));
    auto check = [&](const std::string& name, bool whole, const WindowsListing& listing) {
      std::string path = listing.path.substr(listing.path.find("share"));
      auto found = expected.find(path);
      compare_.expect(path, name + " names the object", "yes", found == expected.end() ? "no" : "yes");
      if (found == expected.end()) return;
      const NtDescriptor &a = listing.reading.descriptor, &b = found->second;
      bool agrees = whole ? same(a, b) : a.dacl == b.dacl && !a.owner;
      compare_.expect(path, name, "", listing.reading.problem);
      compare_.expect(path, name + " says the same", "yes", agrees ? "yes" : "no");
    };
    std::string icacls = (folder / "acl.icacls").string(), csv = (folder / "getacl.csv").string();
    read_icacls(read_file(icacls), icacls, context_, [&](const WindowsListing& listing) { check("icacls", false, listing); });
    read_get_acl(read_file(csv), csv, context_, [&](const WindowsListing& listing) { check("Get-Acl", true, listing); });
  }

 private:
  NtDescriptor read(const std::string& id, const std::string& sddl) {
    NtReading reading = read_sddl(sddl, context_);
    compare_.expect(id, "text is read: " + sddl, "", reading.problem);
    return reading.descriptor;
  }
  /// Samba's packer keeps its own order and revision; what counts is said the same.
  static bool same(const NtDescriptor& a, const NtDescriptor& b) { return a.owner == b.owner && a.group == b.group && a.dacl == b.dacl; }

  Comparison& compare_;
  SidContext context_;
  std::map<std::string, Token> tokens_;
};

/// Tokens as the exports of the directory and of the server's groups make them.
void replay_tokens(const std::filesystem::path& folder, const Json& expected, Comparison& compare) {
  Directory directory;
  std::string ldif = (folder / "domain.ldif").string(), groups = (folder / "localgroups.json").string();
  directory.add_ldif(read_file(ldif), ldif);
  JsonFile local(groups);
  directory.add_local_groups(local.node());
  std::map<std::string, const DirectoryUser*> users;
  for (const auto& user : directory.users()) users[user.sid.to_text()] = &user;
  for (const auto& user : expected.at("users")) {
    std::string sid = user.at("sid"), expected_token, token;
    auto found = users.find(sid);
    if (found == users.end()) {
      compare.expect(sid, "is in the directory", "yes", "no");
      continue;
    }
    std::set<std::string> wanted = user.at("token").get<std::set<std::string>>(), made;
    Token made_token = directory.token_of(*found->second);
    for (const auto& one : made_token.sids()) made.insert(one.to_text());
    for (const auto& one : wanted) expected_token += one + " ";
    for (const auto& one : made) token += one + " ";
    compare.expect(sid, "token", expected_token, token);
    compare.expect(sid, "account", user.at("sam"), found->second->account);
    compare.expect(sid, "name", user.at("display"), found->second->name);
    compare.expect(sid, "disabled", (user.at("uac").get<int>() & 2) ? "yes" : "no", found->second->disabled ? "yes" : "no");
  }
}

}  // namespace

Tally replay_access_nt(const std::string& path) {
  Tally tally;
  Comparison compare(tally);
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.is_directory()) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  for (const auto& folder : folders) {
    Json expected = read_json_file((folder / "expected.json").string());
    Server server(expected, compare);
    replay_tokens(folder, expected, compare);
    for (const auto& vector : expected.at("vectors")) server.replay(vector);
    server.replay_lists(folder, expected.at("vectors"));
  }
  return tally;
}

/// An object: SDDL → list of byte values.  LG is an account of the machine on which the bytes were made.
Tally replay_windows_sddl(const std::string& path) {
  Tally tally;
  Comparison compare(tally);
  SidContext context;
  context.machine = Sid::from_text("S-1-5-21-2457507606-2709100691-398136650").value();
  Json cases = read_json_file(path);
  for (const auto& [sddl, values] : cases.items()) {
    std::string bytes;
    for (const auto& value : values) bytes += static_cast<char>(value.get<int>());
    NtReading reading = read_sddl(sddl, context);
    auto made = nt_descriptor_bytes(reading.descriptor);
    compare.expect(sddl, "bytes", hex_of(bytes), reading.problem.empty() && made ? hex_of(with_slack_of_windows(*made, reading.descriptor)) : "refused: " + reading.problem);
    NtReading back = read_nt_descriptor(bytes);
    compare.expect(sddl, "bytes are read", "", back.problem);
  }
  return tally;
}

}  // namespace outdesk
