"""Charts that can be printed as they are: finished tables in, `Drawn` out; every one says where it comes from."""
