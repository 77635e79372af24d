"""Speed as ratios, each contender side by side in one run."""
