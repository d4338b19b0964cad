"""An invented BAG of the three municipalities, as deliveries that the loader of the product loads."""
