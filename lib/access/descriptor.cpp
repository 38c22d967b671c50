#include "access/descriptor.hpp"

#include <sys/stat.h>

#include <utility>

#include "access/posix_acl.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr char kPosix = 'P', kNt = 'N';
constexpr std::string_view kCompiled = "artx";  // a condition in bytes begins so (MS-DTYP 2.4.4.17)

void put32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFF);
}

/// Takes fields off the front.
struct Reader {
  std::string_view rest;

  [[noreturn]] static void damaged() { throw StoreError("a kept access descriptor is damaged", "run 'outdesk store check'"); }
  std::string_view bytes(std::size_t size) {
    if (size > rest.size()) damaged();
    std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
  std::uint32_t u32() {
    std::uint32_t value = 0;
    int shift = 0;
    for (char c : bytes(4)) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << shift, shift += 8;
    return value;
  }
  std::string text() { return std::string(bytes(u32())); }
};

}  // namespace

void begin_posix_descriptor(std::string& out, std::uint32_t uid, std::uint32_t gid, std::uint32_t mode) {
  out.assign(1, kPosix);
  put32(out, uid);
  put32(out, gid);
  put32(out, mode);
}

void append_field(std::string& out, std::string_view bytes) {
  put32(out, static_cast<std::uint32_t>(bytes.size()));
  out += bytes;
}

std::string descriptor_bytes(const PosixDescriptor& descriptor) {
  std::string out;
  begin_posix_descriptor(out, descriptor.uid, descriptor.gid, descriptor.mode);
  append_field(out, descriptor.access_acl);
  append_field(out, descriptor.default_acl);
  append_field(out, descriptor.nt_acl);
  return out;
}

PosixDescriptor posix_descriptor(std::string_view bytes) {
  Reader reader{bytes};
  if (reader.bytes(1)[0] != kPosix) Reader::damaged();
  PosixDescriptor descriptor;
  descriptor.uid = reader.u32();
  descriptor.gid = reader.u32();
  descriptor.mode = reader.u32();
  descriptor.access_acl = reader.text();
  descriptor.default_acl = reader.text();
  descriptor.nt_acl = reader.text();
  if (!reader.rest.empty()) Reader::damaged();
  return descriptor;
}

std::string descriptor_bytes(const NtDescriptor& descriptor) {
  NtDescriptor kept = descriptor;
  for (auto* acl : {&kept.dacl, &kept.sacl})
    if (*acl)
      for (Ace& ace : **acl)
        if (!ace.condition.empty()) {
          ace.tail = std::move(ace.condition);
          ace.condition.clear();
          ace.tail.resize((ace.tail.size() + 3) / 4 * 4, ' ');
        }
  auto bytes = nt_descriptor_bytes(kept);
  return bytes ? kNt + *bytes : "";
}

bool is_nt_descriptor(std::string_view bytes) { return !bytes.empty() && bytes[0] == kNt; }

NtDescriptor nt_descriptor(std::string_view bytes) {
  if (!is_nt_descriptor(bytes)) Reader::damaged();
  NtReading reading = read_nt_descriptor(bytes.substr(1));
  if (!reading.problem.empty()) Reader::damaged();
  for (auto* acl : {&reading.descriptor.dacl, &reading.descriptor.sacl})
    if (*acl)
      for (Ace& ace : **acl)
        if (ace::is_conditional(ace.type) && !ace.tail.empty() && !ace.tail.starts_with(kCompiled)) ace.condition = trimmed(std::exchange(ace.tail, ""));
  return std::move(reading.descriptor);
}

PosixObjectReading object_of(const PosixDescriptor& descriptor) {
  AclReading acl = read_posix_acl(descriptor.access_acl);
  bool folder = S_ISDIR(descriptor.mode);
  return {{descriptor.uid, descriptor.gid, descriptor.mode & 07777, folder, std::move(acl.acl)}, acl.problem};
}

}  // namespace outdesk
