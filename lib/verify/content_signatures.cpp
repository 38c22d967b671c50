#include "verify/content_signatures.hpp"

#include <algorithm>
#include <iterator>

namespace outdesk {

namespace {

using namespace std::string_view_literals;

struct FormatMagic {
  std::size_t at;
  std::string_view bytes;
};

// Where contents may hold packed parts within the first 64 KiB, the format stands here too (disk images, old Office,
// PDF, raw photos, the hash tables of ELF): a file that still begins as it should was not encrypted as a whole.  Formats
// that lie plain stay out, for there a random block is a sign: SQLite, mail folders, text.
constexpr FormatMagic kFormatMagics[] = {
    // pictures
    {0, "\xFF\xD8\xFF"sv}, {0, "\x89PNG\r\n\x1A\n"sv}, {0, "GIF87a"sv}, {0, "GIF89a"sv}, {8, "WEBP"sv}, {0, "II*\0"sv}, {0, "MM\0*"sv},
    {0, "II+\0"sv}, {0, "MM\0+"sv}, {0, "FUJIFILMCCD-RAW"sv}, {0, "IIRO"sv}, {0, "IIRS"sv}, {0, "IIU\0"sv}, {0, "FOVb"sv}, {0, "\0MRM"sv},
    {6, "HEAPCCDR"sv}, {0, "8BPS"sv}, {0, "\0\0\0\x0CjP  "sv}, {0, "\0\0\0\x0CJXL "sv}, {0, "II\xBC"sv}, {0, "FLIF"sv}, {0, "BPG\xFB"sv},
    {128, "DICM"sv}, {0, "DDS "sv}, {0, "gimp xcf"sv}, {0, "AT&TFORM"sv}, {0, "AC10"sv}, {0, "\0\0\x01\0"sv}, {0, "\xFF\xFE\xFF\x0E"sv},
    {0, "\x76\x2F\x31\x01"sv}, {0, "CMMM"sv}, {0, "\0\x05\x16\x07"sv},
    // films and sound
    {4, "ftyp"sv}, {4, "moov"sv}, {4, "mdat"sv}, {4, "wide"sv}, {4, "free"sv}, {0, "\x1A\x45\xDF\xA3"sv}, {8, "AVI "sv},
    {0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv}, {0, "\0\0\x01\xBA"sv}, {0, "\0\0\x01\xB3"sv}, {0, "FLV\x01"sv}, {0, ".RMF"sv}, {0, "OggS"sv},
    {0, "fLaC"sv}, {0, "ID3"sv}, {0, "#!AMR"sv}, {0, "MAC "sv}, {0, "wvpk"sv}, {0, "CWS"sv}, {0, "ZWS"sv},
    {0, "\0\0\0\x01\x67"sv}, {0, "\0\0\0\x01\x40\x01"sv}, {0, "DHAV"sv}, {0, "IMKH"sv},
    // archives and streams
    {0, "PK\x03\x04"sv}, {0, "PK\x05\x06"sv}, {0, "PK\x07\x08"sv}, {0, "7z\xBC\xAF\x27\x1C"sv}, {0, "Rar!\x1A\x07"sv}, {0, "\x1F\x8B\x08"sv},
    {0, "BZh"sv}, {0, "\xFD" "7zXZ\0"sv}, {0, "\x28\xB5\x2F\xFD"sv}, {1, "\x2A\x4D\x18"sv}, {0, "\x04\x22\x4D\x18"sv},
    {0, "\x02\x21\x4C\x18"sv}, {0, "LZIP"sv}, {0, "\x89LZO\0\r\n\x1A\n"sv}, {0, "\x1F\x9D\x90"sv}, {0, "MSCF"sv}, {2, "-lh"sv}, {7, "**ACE**"sv},
    {0, "MSWIM\0\0\0"sv}, {0, "\xED\xAB\xEE\xDB"sv}, {0, "!<arch>\ndebian-binary"sv}, {0, "hsqs"sv}, {0, "\xFF\x06\0\0sNaPpY"sv}, {0, "xar!"sv},
    {0, "7kSt"sv}, {0, "zPQ"sv}, {0, "PACK\0\0\0"sv}, {0, "\xFFtOc"sv}, {257, "ustar"sv}, {0, "ANDROID BACKUP\n"sv}, {0, "mozLz40\0"sv}, {0, "bplist00"sv}, {0, "MAM\x04"sv},
    // documents, fonts, tables
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv}, {0, "ITSF"sv}, {60, "BOOKMOBI"sv}, {0, "!BDN"sv}, {0, "wOFF"sv}, {0, "wOF2"sv}, {0, "PGDMP"sv},
    {0, "PAR1"sv}, {0, "Obj\x01"sv}, {0, "\x89HDF\r\n\x1A\n"sv}, {0, "MATLAB 5.0"sv}, {0, "\x06\x06\xED\xF5\xD8\x1D\x46\xE5"sv},
    {0, "1CDBMSV8"sv}, {0, "1CIBDmpF"sv}, {0, "\xFF\xFF\xFF\x7F\0"sv},  // 1C: data base, its dump, configuration and processing files
    // disks, captures, stores of backup programs
    {0, "QFI\xFB"sv}, {0, "KDMV"sv}, {0, "conectix"sv}, {0, "vhdxfile"sv}, {0, "<<< "sv}, {32769, "CD001"sv}, {0, "partclone-image"sv},
    {0, "TAPE\0\0"sv}, {0, "\x7F" "ELF"sv}, {0, "BORG_SEG"sv}, {0, "VMA\0"sv}, {0, "\x42\xAB\x38\x07\xBE\x83\x70\xA1"sv}, {0, "\x31\xB9\x58\x42\x6F\xB6\xA3\x7F"sv},
    {0, "\xD4\xC3\xB2\xA1"sv}, {0, "\xA1\xB2\xC3\xD4"sv}, {0, "\x0A\x0D\x0D\x0A"sv},
    // encrypted by their owner
    {0, "-----BEGIN "sv}, {0, "age-encryption.org/"sv}, {0, "LUKS\xBA\xBE"sv}, {0, "Salted__"sv}, {0, "\x03\xD9\xA2\x9A"sv}, {3, "-FVE-FS-"sv},
    {0, "AES\x02"sv}, {0, "AES\x01"sv}, {0, "\xC0\xB9\x07\x2E\x4F\x93\xF1\x46"sv}, {0, "RCLONE\0\0"sv}, {0, "\xFE\xED\xFE\xED"sv},
    {0, "\x7B\x67\x85\xBE\x22\x2D\x4C\xF0"sv}, {0, "\xE6\x59\x1B\xBF\x0B\xBF\xD8\x0B"sv},
};

}  // namespace

bool known_magic(std::string_view start) {
  auto matches = [&](const FormatMagic& magic) { return start.size() > magic.at && start.substr(magic.at).starts_with(magic.bytes); };
  if (std::any_of(std::begin(kFormatMagics), std::end(kFormatMagics), matches)) return true;
  return start.substr(0, 1024).find("%PDF-") != start.npos;  // the standard lets other bytes stand in front
}

}  // namespace outdesk
