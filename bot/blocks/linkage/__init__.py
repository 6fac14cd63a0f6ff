"""The linkage wing in blocks: the register, clearances, the docket and the matrix."""
