"""A study's plan: which articles are drawn, and who codes what. Pure steps, a DataFrame in and a DataFrame out."""
