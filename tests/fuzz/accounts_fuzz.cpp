// Lists of accounts and the settings of a file server, of any bytes: refused with file and line, or accounts that the store
// keeps and gives back the same.
#include "access/identities_text.hpp"
#include "access/read_identities.hpp"
#include "access/read_samba_accounts.hpp"
#include "access/read_shares.hpp"
#include "access/samba_settings.hpp"
#include "fuzzed.hpp"

namespace {

using namespace outdesk;

template <class Read>
void read_list(std::string_view text, Read read) {
  try {
    read();
  } catch (const InputError& error) {
    require_clear(error, "fuzz", text.size());
    require(line_in(error, "fuzz") <= std::count(text.begin(), text.end(), '\n') + 1);
  }
}

void keep(const Identities& identities) {
  std::string text = identities_text(identities);
  require(parse_identities(text, "again") == identities);
}

void check_share(const SambaShare& share) {
  require(unstorable(share.name + share.path + share.force_user + share.force_group).empty() && share.line > 0);
  for (const char* account : {"root", "ivanov", "CORP\\ivanov"}) {
    SambaStanding standing = samba_standing(share, account, [](const std::string& group) { return group.size() % 2 == 0; });
    require(unstorable(standing.forced_user).empty());  // refused and admin at once: root who is no valid user
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = as_text(data, size);
  static const SidContext kContext{Sid{5, {21, 1, 2, 3}}, Sid{5, {21, 4, 5, 6}}, Sid{5, {21, 7, 8, 9}}};
  read_list(text, [&] { keep({parse_passwd(text, "fuzz"), {}}); });
  read_list(text, [&] { keep({{}, parse_group(text, "fuzz")}); });
  read_list(text, [&] { keep(parse_identities(text, "fuzz")); });
  read_list(text, [&] {
    Identities identities;
    identities.users = read_pdbedit(text, "fuzz");
    keep(identities);
  });
  read_list(text, [&] {
    for (const GroupMapping& group : read_groupmap(text, "fuzz")) require(unstorable(group.name + group.unix_group).empty());
  });
  read_list(text, [&] {
    for (const SambaShare& share : read_samba_settings(text, "fuzz")) check_share(share);
  });
  read_list(text, [&] {
    for (const ShareRights& share : read_shares(text, "fuzz", kContext, [](const std::string&) { return std::nullopt; }))
      require(unstorable(share.name + share.path).empty() && (share.unresolved.empty() ? !share.unresolved_denial : true));
  });
  return 0;
}
