"""``python -m training.reconciling``: rebuild reconcile/weights.json."""

from training.reconciling.learn import main

main()
