-- Called by the triggers that keep rows as they are; says what its argument says.
CREATE FUNCTION outdesk_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
