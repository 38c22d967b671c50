// What decides access to a tree besides the lists of its folders, and how the tree was read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// Whose rules the tree follows.
enum class System : std::uint8_t {
  posix,    ///< modes and ACLs of the kernel; with `samba`, NT ACLs of a Samba server above them
  windows,  ///< NT descriptors alone; names fold case, parents do not stop anybody
};

/// Who may come in through a share of the server, raw.
struct ShareFact {
  std::string name, path;   ///< either may be unknown: empty
  std::string descriptor;   ///< self-relative bytes; empty where nobody said
  std::vector<std::string> unresolved;  ///< names in its list that stand for nobody known
  bool operator==(const ShareFact&) const = default;
};

struct ServerFacts {
  System system = System::posix;
  bool samba = false;          ///< security.NTACL was read, and what people meet is what smbd makes of it
  std::string source;          ///< "scan", "icacls", "get-acl" or "getfacl"
  std::vector<ShareFact> shares;
  std::string settings;        ///< what `testparm -s` printed; empty where it was not given
  std::string share;           ///< name of the share through which the tree is reached, where it was said
  std::vector<std::string> remarks;  ///< what the files did not say, in words for the report
  bool operator==(const ServerFacts&) const = default;
};

/// One canonical text; empty for a plain scan, of which there is nothing to say.
std::string facts_text(const ServerFacts& facts);
/// Reads it back.  Throws InputError with `source` where it is no such text.
ServerFacts parse_facts(std::string_view text, const std::string& source);

}  // namespace outdesk
