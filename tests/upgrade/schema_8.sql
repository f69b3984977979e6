-- What the eighth schema added: a comment out of a Word file that waits for its place.
insert into margin_notes values
    (1, 1, x'8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4', 'big', 'Whom?', 'hi there', null, 1793610900000, null);
