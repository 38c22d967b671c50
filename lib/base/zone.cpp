#include "base/zone.hpp"
