"""One machine a file. They ask and they read answers; what becomes of these is not theirs."""
