// An asset: what the client has, under a key that never changes, as its journal sums it up.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "asset/device.hpp"
#include "base/sha256.hpp"

namespace outdesk {

/// "depends on": trouble with `to` is trouble with the asset that has the link.
struct AssetLink {
  std::string to;                  ///< key of an asset of the same client
  auto operator<=>(const AssetLink&) const = default;
};

/// What is known of an asset now (or was, as of an instant): its lines, summed up by asset/head_rules.hpp.
struct AssetHead {
  std::string name;                ///< what a register calls it; else the host name
  std::string host;                ///< host name that an inventory saw last
  AssetKind kind = AssetKind::other;
  AssetState state = AssetState::in_use;
  std::string manufacturer, model, serial, uuid, device_id, tag, os;
  std::set<std::string> macs;      ///< all that were ever seen of it, normalised
  std::vector<std::string> ips;
  std::string user, department, place, note;
  std::int64_t quantity = 1;
  std::optional<Date> warranty, expires;
  bool registered = false;         ///< named by a register, or accepted by a person
  std::set<AssetLink> depends_on;
  std::optional<Instant> first_seen, last_seen;  ///< by an inventory, not by a register
  std::optional<Digest> content;   ///< of the body (components, programs) that was seen last
  std::optional<Instant> known_since;            ///< the earliest time that a line is about
  bool operator==(const AssetHead&) const = default;
};

/// Not written off: what checks ask about.
inline bool is_kept(const AssetHead& head) { return head.state != AssetState::written_off; }

/// What an inventory saw in a device.
struct AssetBody {
  std::map<std::string, std::string> parts;               ///< "memory" to "15.9 GB"
  std::optional<std::vector<InstalledProgram>> programs;  ///< in the order of text, each once; nothing: not listed
  bool operator==(const AssetBody&) const = default;
};

struct Asset {
  std::int64_t id = 0;             ///< of the store; 0 where it is not there yet
  std::string key;
  AssetHead head;
};

}  // namespace outdesk
