"""Languages side by side: published together, required of each other, and counted.

What a single translation needs to be published is in the guards of `parvis.translation`.
"""
