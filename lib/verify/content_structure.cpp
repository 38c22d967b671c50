#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>

#include "verify/content_signatures.hpp"

namespace outdesk {

namespace {

using namespace std::string_view_literals;

unsigned byte_in(std::string_view start, std::size_t at) { return at < start.size() ? static_cast<unsigned char>(start[at]) : 0; }

/// Length in bytes of the MPEG audio frame that starts here (ISO 11172-3, 13818-3); 0 where none does.
std::size_t audio_frame(std::string_view start, std::size_t at) {
  static constexpr unsigned rates[3] = {44100, 48000, 32000};
  static constexpr unsigned first_iii[15] = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
  static constexpr unsigned first_ii[15] = {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};
  static constexpr unsigned second[15] = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
  unsigned head = byte_in(start, at + 1), next = byte_in(start, at + 2);
  unsigned version = head >> 3 & 3, layer = head >> 1 & 3, bitrate = next >> 4, rate = next >> 2 & 3;  // layer: 1 is III, 2 is II
  if (byte_in(start, at) != 0xFF || (head & 0xE0) != 0xE0 || version == 1 || (layer != 1 && layer != 2)) return 0;
  if (bitrate == 0 || bitrate == 15 || rate == 3) return 0;
  unsigned hertz = rates[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
  unsigned kbit = version != 3 ? second[bitrate] : layer == 1 ? first_iii[bitrate] : first_ii[bitrate];
  unsigned samples = version != 3 && layer == 1 ? 72 : 144;
  return samples * kbit * 1000 / hertz + (next >> 1 & 1);
}

std::size_t aac_frame(std::string_view start, std::size_t at) {
  if (byte_in(start, at) != 0xFF || (byte_in(start, at + 1) & 0xF6) != 0xF0) return 0;
  return (byte_in(start, at + 3) & 3) << 11 | byte_in(start, at + 4) << 3 | byte_in(start, at + 5) >> 5;
}

/// Three frames, each where the one before ends.
template <class Length>
bool frames_follow(std::string_view start, Length length) {
  std::size_t at = 0;
  for (int i = 0; i < 3; ++i) {
    std::size_t size = length(start, at);
    if (size < 8) return false;
    at += size;
  }
  return true;
}

bool transport_stream(std::string_view start) {
  auto repeats = [&](std::size_t from, std::size_t step) {
    for (std::size_t i = 0; i < 5; ++i)
      if (byte_in(start, from + i * step) != 0x47) return false;
    return true;
  };
  return repeats(0, 188) || repeats(4, 192);
}

/// A zlib stream (RFC 1950) that can be unpacked as far as it is looked at.
bool zlib_stream(std::string_view start) {
  unsigned method = byte_in(start, 0);
  if (start.size() < 64 || method != 0x78 || (method << 8 | byte_in(start, 1)) % 31 != 0) return false;
  z_stream stream{};
  if (::inflateInit(&stream) != Z_OK) return false;
  std::string unpacked(16384, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(start.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(start.size(), 4096));
  int state = Z_OK;
  while (state == Z_OK && stream.avail_in > 0) {
    stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
    stream.avail_out = static_cast<uInt>(unpacked.size());
    state = ::inflate(&stream, Z_NO_FLUSH);
  }
  ::inflateEnd(&stream);
  return state == Z_OK || state == Z_STREAM_END || state == Z_BUF_ERROR;
}

bool openpgp_algorithm(unsigned number) { return (number >= 1 && number <= 3) || (number >= 16 && number <= 26); }

/// What gpg writes (RFC 4880): a message for a public key, one with a passphrase, or keys.
bool openpgp_data(std::string_view start) {
  unsigned tag = byte_in(start, 0), length = byte_in(start, 1);
  bool old = (tag & 0xC0) == 0x80, two = old ? (tag & 3) == 1 : length >= 192;
  if ((tag & 0x80) == 0 || (old && (tag & 3) > 1)) return false;
  unsigned kind = old ? tag >> 2 & 15 : tag & 63;
  std::size_t body = two ? 3 : 2;
  unsigned version = byte_in(start, body), first = byte_in(start, body + 1), second = byte_in(start, body + 2);
  bool short_enough = !two || (old ? length < 16 : length < 200);
  switch (kind) {
    case 1: return short_enough && version == 3 && openpgp_algorithm(byte_in(start, body + 9));  // behind the key's id
    case 3: return !two && length >= 4 && length < 80 && (version == 4 || version == 5) && first >= 1 && first <= 13 && second <= 3;
    case 5: case 6: return short_enough && version == 4 && openpgp_algorithm(byte_in(start, body + 5));  // behind the time
    default: return false;
  }
}

/// PKCS #7 (signed, enveloped) and PKCS #12 in DER.
bool der_container(std::string_view start) {
  if (byte_in(start, 0) != 0x30 || start.size() < 32) return false;
  unsigned length = byte_in(start, 1);
  std::size_t inside = length == 0x80 ? 2 : length >= 0x81 && length <= 0x84 ? 2 + (length - 0x80) : 0;
  if (!inside) return false;
  start.remove_prefix(inside);
  return start.starts_with("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07"sv) || start.starts_with("\x02\x01\x03\x30"sv);
}

/// Setup programs carry their files packed.
bool windows_program(std::string_view start) {
  if (!start.starts_with("MZ") || start.size() < 64) return false;
  std::size_t at = byte_in(start, 60) | byte_in(start, 61) << 8 | byte_in(start, 62) << 16;
  return at < start.size() && start.substr(at).starts_with("PE\0\0"sv);
}

bool bare_lzma(std::string_view start) {
  if (!start.starts_with("\x5D\0\0"sv) || start.size() < 13) return false;
  std::string_view size = start.substr(5, 8);
  return size == "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv || size.ends_with("\0\0\0"sv);
}

}  // namespace

bool known_structure(std::string_view start) {
  return frames_follow(start, audio_frame) || frames_follow(start, aac_frame) || transport_stream(start) || zlib_stream(start) ||
         openpgp_data(start) || der_container(start) || windows_program(start) || bare_lzma(start);
}

}  // namespace outdesk
