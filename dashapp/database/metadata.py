"""What the rooms add their tables to."""

from sqlalchemy import MetaData

metadata = MetaData()
