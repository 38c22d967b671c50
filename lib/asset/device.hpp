// A device (or another thing worth a line in a register) as one source told of it at one moment.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "client/asset_kind.hpp"

namespace outdesk {

/// A program as an inventory lists it.  Texts are storable and trimmed.
struct InstalledProgram {
  std::string name, version, publisher;
  auto operator<=>(const InstalledProgram&) const = default;
};

/// What a source said.  Empty text: it said nothing of it, which changes nothing that is known.
struct SeenDevice {
  // Identity, as the source has it; asset/identity_rules.hpp says what of it counts.
  std::string key;                 ///< the client's own number or name for it ("PC-017"); registers only
  std::string serial, uuid, device_id;
  std::vector<std::string> macs;   ///< of cards that are part of it, not of bridges, tunnels, docks' loopbacks

  // What it is.
  std::string name;                ///< host name, or what a register calls it
  std::optional<AssetKind> kind;
  std::string manufacturer, model, tag;
  std::string os;                  ///< "Windows 10 Pro 22H2"
  std::vector<std::string> ips;
  /// Components worth showing and comparing: "cpu", "memory", "disks", "monitors", "firmware", "domain"… to a line of text.
  std::map<std::string, std::string> parts;
  /// Nothing: the source does not list programs.  An empty list: there are none.
  std::optional<std::vector<InstalledProgram>> programs;

  // Where it is, of whom, how it stands.
  std::string user, department, place;
  std::optional<AssetState> state;
  std::optional<std::int64_t> quantity;        ///< of parts and licences; 1 where not said
  std::optional<Date> warranty, expires;       ///< last day under warranty; last day of a certificate or licence
  std::string note;
  std::vector<std::string> depends_on;         ///< keys or names of other assets; registers only

  std::optional<Instant> seen;     ///< when the source looked; nothing: it does not say
  bool partial = false;            ///< lists only what it looked at: components that it lacks are as before
  bool registered = false;         ///< a register of agreed assets names it: not an unknown device
  std::string where;               ///< "printer_1.json" or "assets.xlsx, sheet 'ПК', row 7": for messages
};

}  // namespace outdesk
