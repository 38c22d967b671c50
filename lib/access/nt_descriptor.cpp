#include "access/nt_descriptor.hpp"

#include <algorithm>

namespace outdesk {

namespace {

constexpr std::size_t kHead = 20, kAclHead = 8, kAceHead = 8, kGuid = 16;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i - 1]);
  return value;
}

void append(std::string& bytes, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

void overwrite(std::string& bytes, std::size_t at, std::uint32_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

/// Bytes of the flags word and the GUIDs that it announces.
std::size_t object_size(std::string_view entry) {
  if (entry.size() < kAceHead + 4) return entry.size();
  std::uint32_t flags = number_at(entry, kAceHead, 4);
  return 4 + ((flags & 1) ? kGuid : 0) + ((flags & 2) ? kGuid : 0);
}

class AclReader {
 public:
  std::string problem;

  std::optional<Acl> acl(std::string_view bytes) {
    if (bytes.size() < kAclHead) return fail("an access list is cut short");
    std::size_t size = number_at(bytes, 2, 2), count = number_at(bytes, 4, 2);
    if (size < kAclHead || size > bytes.size()) return fail("an access list is cut short");
    std::string_view entries = bytes.substr(kAclHead, size - kAclHead);
    Acl acl;
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t length = entries.size() < kAceHead ? 0 : number_at(entries, 2, 2);
      if (length < kAceHead || length > entries.size()) return fail("entry " + std::to_string(i + 1) + " of an access list is cut short");
      if (!add(entries.substr(0, length), acl)) return fail("entry " + std::to_string(i + 1) + " of an access list names nobody");
      entries.remove_prefix(length);
    }
    return acl;
  }

 private:
  std::optional<Acl> fail(std::string words) {
    problem = std::move(words);
    return {};
  }

  static bool add(std::string_view entry, Acl& acl) {
    Ace ace;
    ace.type = static_cast<std::uint8_t>(entry[0]);
    ace.flags = static_cast<std::uint8_t>(entry[1]);
    ace.mask = number_at(entry, 4, 4);
    std::size_t at = kAceHead;
    if (ace::is_object(ace.type)) {
      std::size_t size = std::min(object_size(entry), entry.size() - at);
      ace.object = entry.substr(at, size);
      at += size;
    }
    auto trustee = Sid::from_bytes(entry.substr(at));
    if (!trustee) return false;
    ace.trustee = std::move(*trustee);
    ace.tail = entry.substr(at + ace.trustee.size());
    acl.push_back(std::move(ace));
    return true;
  }
};

bool append_acl(std::string& bytes, const Acl& acl) {
  std::size_t begin = bytes.size();
  bool objects = std::any_of(acl.begin(), acl.end(), [](const Ace& ace) { return ace::is_object(ace.type); });
  append(bytes, objects ? 4 : 2, 1);
  append(bytes, 0, 1);
  append(bytes, 0, 2);
  append(bytes, static_cast<std::uint32_t>(acl.size()), 2);
  append(bytes, 0, 2);
  for (const auto& ace : acl) {
    if (!ace.condition.empty()) return false;
    std::size_t size = kAceHead + ace.object.size() + ace.trustee.size() + ace.tail.size();
    append(bytes, ace.type, 1);
    append(bytes, ace.flags, 1);
    append(bytes, static_cast<std::uint32_t>(size), 2);
    append(bytes, ace.mask, 4);
    bytes += ace.object + ace.trustee.bytes() + ace.tail;
  }
  overwrite(bytes, begin + 2, static_cast<std::uint32_t>(bytes.size() - begin), 2);
  return bytes.size() - begin <= UINT16_MAX;
}

}  // namespace

NtReading read_nt_descriptor(std::string_view bytes, std::size_t start) {
  NtReading reading;
  NtDescriptor& out = reading.descriptor;
  if (bytes.size() < start + kHead) return {{}, "the descriptor is cut short"};
  std::string_view head = bytes.substr(start);
  if (head[0] != 1) return {{}, "the descriptor is of an unknown revision"};
  out.control = static_cast<std::uint16_t>(number_at(head, 2, 2));
  auto part = [&](std::size_t at) -> std::optional<std::string_view> {
    std::uint32_t offset = number_at(head, at, 4);
    if (offset == 0 || offset >= bytes.size()) return {};
    return bytes.substr(offset);
  };
  for (std::size_t at : {std::size_t{4}, std::size_t{8}}) {
    if (number_at(head, at, 4) == 0) continue;
    auto place = part(at);
    auto sid = place ? Sid::from_bytes(*place) : std::nullopt;
    if (!sid) return {{}, "the owner or the group is cut short"};
    (at == 4 ? out.owner : out.group) = std::move(sid);
  }
  AclReader reader;
  for (std::size_t at : {std::size_t{12}, std::size_t{16}}) {
    bool present = (out.control & (at == 16 ? control::kDaclPresent : control::kSaclPresent)) != 0;
    if (!present || number_at(head, at, 4) == 0) continue;
    auto place = part(at);
    auto acl = place ? reader.acl(*place) : std::nullopt;
    if (!acl) return {{}, place ? reader.problem : "an access list lies outside the descriptor"};
    (at == 16 ? out.dacl : out.sacl) = std::move(acl);
  }
  return reading;
}

std::optional<std::string> nt_descriptor_bytes(const NtDescriptor& descriptor) {
  std::string bytes;
  append(bytes, 1, 2);
  append(bytes, descriptor.control, 2);
  bytes.resize(kHead);
  auto here = [&](std::size_t field) { overwrite(bytes, field, static_cast<std::uint32_t>(bytes.size()), 4); };
  if (descriptor.sacl) {
    here(12);
    if (!append_acl(bytes, *descriptor.sacl)) return {};
  }
  if (descriptor.dacl) {
    here(16);
    if (!append_acl(bytes, *descriptor.dacl)) return {};
  }
  if (descriptor.owner) {
    here(4);
    bytes += descriptor.owner->bytes();
  }
  if (descriptor.group) {
    here(8);
    bytes += descriptor.group->bytes();
  }
  return bytes;
}

}  // namespace outdesk
