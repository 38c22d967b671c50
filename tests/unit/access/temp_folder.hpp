#pragma once

#include "../temp_folder.hpp"
