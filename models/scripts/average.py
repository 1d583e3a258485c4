"""Average the weights of two passes of one training (Wortsman et al. 2022).

python models/scripts/average.py models/work/first.pt models/work/final.pt --share 0.6 \
    --output models/work/mean.pt
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    first = torch.load(arguments.first, weights_only=True)
    second = torch.load(arguments.second, weights_only=True)
    for name, weights in second["weights"].items():
        if name in first["weights"]:  # heads that the first did not have stay as learned
            weights.lerp_(first["weights"][name], 1 - arguments.share)
    torch.save(second, arguments.output)
    labels = arguments.second.with_suffix(".labels.json")
    shutil.copy(labels, arguments.output.with_suffix(".labels.json"))


if __name__ == "__main__":
    main()
