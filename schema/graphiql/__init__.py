"""The GraphiQL page: the built files, their security policy, the example operations and the demo callers."""
